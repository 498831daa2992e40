package io.gatehouse.policyservice.resourcepolicy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyDeleted;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRegistered;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRewritten;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.Fields;
import io.gatehouse.policyservice.value.PolicyText;

/**
 * Events of registered resource policies to JSON and back. Names and versions stand here and in the
 * golden files, nowhere else; what was once written is read for ever. Principals are named by
 * unique id; documents and patterns are not sealed (ADR 60).
 */
public final class ResourcePolicyEventCodec {

    private static final String REGISTERED = "resource-policy.registered";
    private static final String REWRITTEN = "resource-policy.rewritten";
    private static final String DELETED = "resource-policy.deleted";

    private ResourcePolicyEventCodec() {}

    public static EncodedEvent encode(ResourcePolicyEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (event) {
            case ResourcePolicyRegistered(var id, var pattern, var document) ->
                    new EncodedEvent(
                            REGISTERED,
                            1,
                            json.put("id", id.text())
                                    .put("resource", pattern.text())
                                    .put("document", document.json()));
            case ResourcePolicyRewritten(var document) ->
                    new EncodedEvent(REWRITTEN, 1, json.put("document", document.json()));
            case ResourcePolicyDeleted(var pattern) ->
                    new EncodedEvent(DELETED, 1, json.put("resource", pattern.text()));
        };
    }

    /** Reads what {@link #encode} wrote, now or years ago; else throws CorruptStreamException. */
    public static ResourcePolicyEvent decode(String type, int version, JsonNode payload) {
        Fields fields = new Fields(type, payload);
        try {
            return switch (type + ".v" + version) {
                case REGISTERED + ".v1" ->
                        new ResourcePolicyRegistered(
                                new UniqueId(fields.text("id")),
                                new ResourceArnPattern(fields.text("resource")),
                                new PolicyText(fields.text("document")));
                case REWRITTEN + ".v1" ->
                        new ResourcePolicyRewritten(new PolicyText(fields.text("document")));
                case DELETED + ".v1" ->
                        new ResourcePolicyDeleted(new ResourceArnPattern(fields.text("resource")));
                default ->
                        throw new CorruptStreamException(
                                "no event of resource policies is `%s` version %d"
                                        .formatted(type, version));
            };
        } catch (IllegalArgumentException e) {
            throw new CorruptStreamException(
                    "the payload of a `%s`: %s".formatted(type, e.getMessage()));
        }
    }
}
