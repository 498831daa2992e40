package io.gatehouse.policyservice.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.gatehouse.policyservice.value.PersonalValues;

import java.util.Optional;

/**
 * Personal values as the store holds them: {@code {"sealed":"<base64>"}} under the subject's key.
 */
public record SubjectValues(io.gatehouse.eventstore.PersonalValues subject)
        implements PersonalValues {

    private static final String SEALED = "sealed";

    @Override
    public JsonNode seal(String clear) {
        return JsonNodeFactory.instance.objectNode().put(SEALED, subject.seal(clear));
    }

    @Override
    public Optional<String> open(JsonNode stored) {
        return subject.open(stored.path(SEALED).asText());
    }
}
