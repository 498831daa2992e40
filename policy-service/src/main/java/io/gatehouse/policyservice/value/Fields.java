package io.gatehouse.policyservice.value;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;

/**
 * Reads the fields of a stored payload; a field that is missing or of another kind is a corrupt
 * stream. Fields that nobody asks for are ignored: later writers add some.
 */
public record Fields(String type, JsonNode payload) {

    public String text(String name) {
        JsonNode value = value(name);
        if (!value.isTextual()) {
            throw broken(name);
        }
        return value.asText();
    }

    public int number(String name) {
        JsonNode value = value(name);
        if (!value.isInt()) {
            throw broken(name);
        }
        return value.asInt();
    }

    public Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw broken(name);
        }
    }

    /** The elements of a list. */
    public Iterable<JsonNode> list(String name) {
        JsonNode value = value(name);
        if (!value.isArray()) {
            throw broken(name);
        }
        return () -> {
            Iterator<JsonNode> elements = value.elements();
            return elements;
        };
    }

    public JsonNode value(String name) {
        JsonNode value = payload.get(name);
        if (value == null) {
            throw broken(name);
        }
        return value;
    }

    public CorruptStreamException broken(String name) {
        return new CorruptStreamException(
                "the payload of a `%s` has no readable `%s`".formatted(type, name));
    }
}
