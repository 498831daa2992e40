package io.gatehouse.policyservice.resourcepolicy;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyDeleted;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRegistered;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRewritten;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.PolicyText;

/** The life of the policy of a resource pattern. */
public sealed interface ResourcePolicy {

    ResourcePolicy ABSENT = new Absent();

    record Absent() implements ResourcePolicy {}

    record Active(UniqueId id, ResourceArnPattern pattern, PolicyText document)
            implements ResourcePolicy {}

    /** The last identity stays, for the fact that says that the policy is gone. */
    record Deleted(UniqueId id, ResourceArnPattern pattern) implements ResourcePolicy {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static ResourcePolicy evolve(ResourcePolicy policy, ResourcePolicyEvent event) {
        return switch (policy) {
            case Absent _ ->
                    switch (event) {
                        case ResourcePolicyRegistered(var id, var pattern, var document) ->
                                new Active(id, pattern, document);
                        case ResourcePolicyRewritten _, ResourcePolicyDeleted _ ->
                                throw new CorruptStreamException(policy, event);
                    };
            case Active(var id, var pattern, var _) ->
                    switch (event) {
                        case ResourcePolicyRewritten(var document) ->
                                new Active(id, pattern, document);
                        case ResourcePolicyDeleted _ -> new Deleted(id, pattern);
                        case ResourcePolicyRegistered _ ->
                                throw new CorruptStreamException(policy, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(policy, event);
        };
    }
}
