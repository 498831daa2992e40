package io.gatehouse.policyservice.resourcepolicy;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PolicyText;

/** What can have happened to the policy of a resource pattern. */
public sealed interface ResourcePolicyEvent {

    /**
     * @param document principals by unique id
     */
    record ResourcePolicyRegistered(UniqueId id, ResourceArnPattern pattern, PolicyText document)
            implements ResourcePolicyEvent {}

    record ResourcePolicyRewritten(PolicyText document) implements ResourcePolicyEvent {}

    record ResourcePolicyDeleted(ResourceArnPattern pattern) implements ResourcePolicyEvent {}
}
