package io.gatehouse.policyservice.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.eventstore.StoredEvent;
import io.gatehouse.policyservice.value.CorruptStreamException;

import java.io.IOException;

/** Payloads of stored events. */
public final class Payloads {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Payloads() {}

    /** The payload; anything but JSON is a corrupt stream. */
    public static JsonNode json(StoredEvent event) {
        try {
            return JSON.readTree(event.payload());
        } catch (IOException e) {
            throw new CorruptStreamException("the payload of " + event + " is not JSON");
        }
    }
}
