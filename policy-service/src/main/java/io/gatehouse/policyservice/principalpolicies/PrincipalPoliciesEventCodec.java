package io.gatehouse.policyservice.principalpolicies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyAdded;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyDeleted;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyRewritten;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyAttached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyDetached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PrincipalEnded;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.Fields;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;

/**
 * Events of what hangs on a principal to JSON and back. Names and versions stand here and in the
 * golden files, nowhere else; what was once written is read for ever. They hold no personal values:
 * the principal is named by its unique id, in the stream's name.
 */
public final class PrincipalPoliciesEventCodec {

    private static final String INLINE_ADDED = "principal-policies.inline-added";
    private static final String INLINE_REWRITTEN = "principal-policies.inline-rewritten";
    private static final String INLINE_DELETED = "principal-policies.inline-deleted";
    private static final String ATTACHED = "principal-policies.attached";
    private static final String DETACHED = "principal-policies.detached";
    private static final String ENDED = "principal-policies.ended";

    private PrincipalPoliciesEventCodec() {}

    public static EncodedEvent encode(PrincipalPoliciesEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (event) {
            case InlinePolicyAdded(var name, var document) ->
                    new EncodedEvent(INLINE_ADDED, 1, inline(json, name, document));
            case InlinePolicyRewritten(var name, var document) ->
                    new EncodedEvent(INLINE_REWRITTEN, 1, inline(json, name, document));
            case InlinePolicyDeleted(var name) ->
                    new EncodedEvent(INLINE_DELETED, 1, json.put("name", name.text()));
            case PolicyAttached(var policy) ->
                    new EncodedEvent(ATTACHED, 1, attached(json, policy));
            case PolicyDetached(var policy) ->
                    new EncodedEvent(DETACHED, 1, attached(json, policy));
            case PrincipalEnded _ -> new EncodedEvent(ENDED, 1, json);
        };
    }

    /** Reads what {@link #encode} wrote, now or years ago; else throws CorruptStreamException. */
    public static PrincipalPoliciesEvent decode(String type, int version, JsonNode payload) {
        Fields fields = new Fields(type, payload);
        try {
            return switch (type + ".v" + version) {
                case INLINE_ADDED + ".v1" -> new InlinePolicyAdded(name(fields), document(fields));
                case INLINE_REWRITTEN + ".v1" ->
                        new InlinePolicyRewritten(name(fields), document(fields));
                case INLINE_DELETED + ".v1" -> new InlinePolicyDeleted(name(fields));
                case ATTACHED + ".v1" -> new PolicyAttached(attached(fields));
                case DETACHED + ".v1" -> new PolicyDetached(attached(fields));
                case ENDED + ".v1" -> new PrincipalEnded();
                default ->
                        throw new CorruptStreamException(
                                "no event of principals' policies is `%s` version %d"
                                        .formatted(type, version));
            };
        } catch (IllegalArgumentException e) {
            throw new CorruptStreamException(
                    "the payload of a `%s`: %s".formatted(type, e.getMessage()));
        }
    }

    private static ObjectNode inline(ObjectNode json, PolicyName name, PolicyText document) {
        return json.put("name", name.text()).put("document", document.json());
    }

    private static ObjectNode attached(ObjectNode json, AttachedPolicy policy) {
        return json.put("policy_id", policy.id().text()).put("arn", policy.arn().toString());
    }

    private static PolicyName name(Fields fields) {
        return new PolicyName(fields.text("name"));
    }

    private static PolicyText document(Fields fields) {
        return new PolicyText(fields.text("document"));
    }

    private static AttachedPolicy attached(Fields fields) {
        return new AttachedPolicy(
                new UniqueId(fields.text("policy_id")),
                PolicyArn.parse(fields.text("arn")).orElseThrow(() -> fields.broken("arn")));
    }
}
