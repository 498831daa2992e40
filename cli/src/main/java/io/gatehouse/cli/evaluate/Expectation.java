package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a line or case says must come out: the decision alone as a text, or an object with any of
 * the fields of an answer. Only what is written is compared; lists without regard to order, and of
 * a reason only the fields that are written.
 */
record Expectation(JsonNode wanted) {

    private static final Set<String> FIELDS =
            Set.of("decision", "layer", "because", "missingContextKeys", "error");

    /** The differences in words; none where the answer is as expected. */
    List<String> differences(JsonNode answer) {
        List<String> differences = new ArrayList<>();
        if (wanted.isTextual()) {
            compare("decision", wanted, answer, differences);
        } else if (wanted.isObject() && !wanted.isEmpty()) {
            for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
                if (FIELDS.contains(entry.getKey())) {
                    compare(entry.getKey(), entry.getValue(), answer, differences);
                } else {
                    differences.add("expect: unknown field `%s`".formatted(entry.getKey()));
                }
            }
        } else {
            differences.add("expect: a decision, or an object with one, is wanted");
        }
        return differences;
    }

    private static void compare(
            String field, JsonNode expected, JsonNode answer, List<String> differences) {
        JsonNode actual = answer.path(field);
        boolean same =
                switch (field) {
                    case "because" -> sameReasons(expected, actual);
                    case "missingContextKeys" -> texts(expected).equals(texts(actual));
                    default -> expected.asText().equals(actual.asText());
                };
        if (!same) {
            String found =
                    actual.isMissingNode()
                            ? answer.has("error")
                                    ? "error: " + answer.path("error").asText()
                                    : "none"
                            : actual.isTextual() ? actual.asText() : actual.toString();
            differences.add(
                    "%s: expected %s, was %s"
                            .formatted(
                                    field,
                                    expected.isTextual() ? expected.asText() : expected.toString(),
                                    found));
        }
    }

    private static boolean sameReasons(JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (JsonNode reason : expected) {
            boolean found = false;
            for (JsonNode candidate : actual) {
                found |= covers(reason, candidate);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean covers(JsonNode reason, JsonNode candidate) {
        for (Map.Entry<String, JsonNode> entry : reason.properties()) {
            if (!entry.getValue().asText().equals(candidate.path(entry.getKey()).asText())) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(t -> texts.add(t.asText()));
        return texts;
    }
}
