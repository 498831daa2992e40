package io.gatehouse.policyservice.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.Optional;

/**
 * How the personal values of one subject are written in an event: sealed under the subject's key in
 * the store, in clear on the topic (ADR 7).
 */
public interface PersonalValues {

    /** In clear, for events that leave on the topic and for tests. */
    PersonalValues CLEAR =
            new PersonalValues() {
                @Override
                public JsonNode seal(String clear) {
                    return TextNode.valueOf(clear);
                }

                @Override
                public Optional<String> open(JsonNode stored) {
                    return Optional.of(stored.asText());
                }
            };

    JsonNode seal(String clear);

    /** Empty once the subject has been erased. */
    Optional<String> open(JsonNode stored);
}
