package io.gatehouse.authz.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import jakarta.enterprise.context.ApplicationScoped;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads bodies strictly: a field given twice and text after the document are errors, since two
 * readers could take them differently; numbers keep all their digits. Safe for all threads.
 */
@ApplicationScoped
public class JsonBody {

    /** Of a number such as 1e9; beyond it the text would be longer than any request. */
    private static final int MOST_ZEROS = 400;

    private final ObjectReader reader;

    JsonBody(ObjectMapper mapper) {
        this.reader =
                mapper.reader()
                        .with(
                                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * The object; throws IllegalArgumentException, with a message for the caller, for anything
     * else.
     */
    public JsonNode object(byte[] body) {
        try {
            JsonNode tree = reader.readTree(body);
            if (tree == null || !tree.isObject()) {
                throw new IllegalArgumentException("the body is not a JSON object");
            }
            return tree;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the body is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body cannot be read", e);
        }
    }

    /** The text of a string, number or boolean; empty for anything else. */
    public static Optional<String> scalar(JsonNode json) {
        if (json.isTextual() || json.isBoolean()) {
            return Optional.of(json.asText());
        }
        if (!json.isNumber()) {
            return Optional.empty();
        }
        BigDecimal number = json.decimalValue();
        return Math.abs(number.scale()) > MOST_ZEROS
                ? Optional.empty()
                : Optional.of(number.toPlainString());
    }
}
