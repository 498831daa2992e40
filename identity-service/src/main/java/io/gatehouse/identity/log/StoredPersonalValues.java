package io.gatehouse.identity.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.gatehouse.identity.value.PersonalValues;

import java.util.Optional;

/** Personal values as the store's events hold them: {@code {"sealed":"<base64>"}}. */
record StoredPersonalValues(io.gatehouse.eventstore.PersonalValues subject)
        implements PersonalValues {

    private static final String FIELD = "sealed";

    @Override
    public JsonNode seal(String clear) {
        return JsonNodeFactory.instance.objectNode().put(FIELD, subject.seal(clear));
    }

    @Override
    public Optional<String> open(JsonNode stored) {
        return subject.open(stored.required(FIELD).asText());
    }
}
