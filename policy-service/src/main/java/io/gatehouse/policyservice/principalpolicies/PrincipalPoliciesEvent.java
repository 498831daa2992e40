package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;

/** What can have happened to the policies of a principal. */
public sealed interface PrincipalPoliciesEvent {

    record InlinePolicyAdded(PolicyName name, PolicyText document)
            implements PrincipalPoliciesEvent {}

    record InlinePolicyRewritten(PolicyName name, PolicyText document)
            implements PrincipalPoliciesEvent {}

    record InlinePolicyDeleted(PolicyName name) implements PrincipalPoliciesEvent {}

    record PolicyAttached(AttachedPolicy policy) implements PrincipalPoliciesEvent {}

    record PolicyDetached(AttachedPolicy policy) implements PrincipalPoliciesEvent {}

    /** Everything went with the principal; nothing can follow. */
    record PrincipalEnded() implements PrincipalPoliciesEvent {}
}
