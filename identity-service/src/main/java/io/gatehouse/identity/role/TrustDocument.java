package io.gatehouse.identity.role;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The AWS principals named in a trust policy, to be read and to be put in other words (SEMANTICS
 * 8). The rest of the document stays as it is, but for white space.
 *
 * <p>Takes documents that the policy parser has accepted; anything else throws
 * IllegalArgumentException.
 */
final class TrustDocument {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final JsonNode root;

    private TrustDocument(JsonNode root) {
        this.root = root;
    }

    static TrustDocument parse(String document) {
        try {
            return new TrustDocument(JSON.readTree(document));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a trust policy is JSON", e);
        }
    }

    /** Every text under {@code Principal.AWS} once, in the order of the document. */
    Set<String> principals() {
        Set<String> found = new LinkedHashSet<>();
        rewrite(text -> {
            found.add(text);
            return text;
        });
        return found;
    }

    /** The document with each text under {@code Principal.AWS} replaced. */
    String with(UnaryOperator<String> words) {
        return rewrite(words).toString();
    }

    private JsonNode rewrite(UnaryOperator<String> words) {
        JsonNode copy = root.deepCopy();
        JsonNode statements = copy.path("Statement");
        if (statements.isObject()) {
            rewrite((ObjectNode) statements, words);
        } else {
            for (JsonNode statement : statements) {
                if (statement instanceof ObjectNode object) {
                    rewrite(object, words);
                }
            }
        }
        return copy;
    }

    private static void rewrite(ObjectNode statement, UnaryOperator<String> words) {
        for (String element : new String[] {"Principal", "NotPrincipal"}) {
            if (!(statement.get(element) instanceof ObjectNode principal)) {
                continue;
            }
            JsonNode names = principal.get("AWS");
            if (names instanceof TextNode text) {
                principal.put("AWS", words.apply(text.asText()));
            } else if (names instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, TextNode.valueOf(words.apply(array.get(i).asText())));
                }
            }
        }
    }
}
