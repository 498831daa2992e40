package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * Lines of JSON, read strictly: a key given twice spoils the line, as it would spoil a policy
 * (SEMANTICS 1). Numbers keep their digits, for they are compared by their text.
 */
final class JsonLines {

    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();
    private static final ObjectMapper LENIENT = new ObjectMapper();

    private JsonLines() {}

    static Evaluation evaluate(String line) {
        JsonNode node;
        try {
            node = STRICT.readTree(line);
        } catch (JsonProcessingException e) {
            return Evaluation.unreadable(
                    idOf(line), "not a JSON object: " + e.getOriginalMessage());
        }
        return Evaluation.of(node);
    }

    /** As far as it can be had. */
    private static JsonNode idOf(String line) {
        try {
            JsonNode node = LENIENT.readTree(line);
            return node.hasNonNull("id") ? node.path("id") : NullNode.getInstance();
        } catch (JsonProcessingException e) {
            return NullNode.getInstance();
        }
    }

    static String write(JsonNode answer) {
        try {
            return STRICT.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }
}
