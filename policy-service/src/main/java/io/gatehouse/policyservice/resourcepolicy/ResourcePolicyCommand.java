package io.gatehouse.policyservice.resourcepolicy;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PolicyText;

/**
 * What can be asked of the policy of a resource pattern. Documents have passed the parser, and name
 * principals as they are stored.
 */
public sealed interface ResourcePolicyCommand {

    /**
     * Makes the pattern's policy say that.
     *
     * @param size characters of the document as it was written, white space aside
     * @param existing how many resource policies the account has
     */
    record PutResourcePolicy(
            UniqueId id, ResourceArnPattern pattern, PolicyText document, int size, int existing)
            implements ResourcePolicyCommand {}

    record DeleteResourcePolicy() implements ResourcePolicyCommand {}
}
