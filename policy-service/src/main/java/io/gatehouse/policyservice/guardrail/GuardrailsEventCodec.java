package io.gatehouse.policyservice.guardrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.policyservice.guardrail.GuardrailsEvent.GuardrailsRemoved;
import io.gatehouse.policyservice.guardrail.GuardrailsEvent.GuardrailsSet;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.Fields;

/**
 * Events of guardrails to JSON and back. Names and versions stand here and in the golden files,
 * nowhere else; what was once written is read for ever.
 */
public final class GuardrailsEventCodec {

    private static final String SET = "guardrails.set";
    private static final String REMOVED = "guardrails.removed";
    private static final String SERVICE = "service_control_levels";
    private static final String RESOURCE = "resource_control_levels";

    private GuardrailsEventCodec() {}

    public static EncodedEvent encode(GuardrailsEvent event) {
        return switch (event) {
            case GuardrailsSet(var guardrails) -> new EncodedEvent(SET, 1, json(guardrails));
            case GuardrailsRemoved _ ->
                    new EncodedEvent(REMOVED, 1, JsonNodeFactory.instance.objectNode());
        };
    }

    /** Reads what {@link #encode} wrote, now or years ago; else throws CorruptStreamException. */
    public static GuardrailsEvent decode(String type, int version, JsonNode payload) {
        try {
            return switch (type + ".v" + version) {
                case SET + ".v1" -> new GuardrailsSet(guardrails(new Fields(type, payload)));
                case REMOVED + ".v1" -> new GuardrailsRemoved();
                default ->
                        throw new CorruptStreamException(
                                "no event of guardrails is `%s` version %d"
                                        .formatted(type, version));
            };
        } catch (IllegalArgumentException e) {
            throw new CorruptStreamException(
                    "the payload of a `%s`: %s".formatted(type, e.getMessage()));
        }
    }

    static ObjectNode json(Guardrails guardrails) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        LevelsJson.write(guardrails.serviceControl(), json.putArray(SERVICE));
        LevelsJson.write(guardrails.resourceControl(), json.putArray(RESOURCE));
        return json;
    }

    static Guardrails guardrails(Fields fields) {
        return new Guardrails(LevelsJson.read(fields, SERVICE), LevelsJson.read(fields, RESOURCE));
    }
}
