package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;

/** What can be asked about the policies of a principal. Documents have passed the parser. */
public sealed interface PrincipalPoliciesCommand {

    record PutInlinePolicy(PolicyName name, PolicyText document)
            implements PrincipalPoliciesCommand {}

    record DeleteInlinePolicy(PolicyName name) implements PrincipalPoliciesCommand {}

    record AttachPolicy(AttachedPolicy policy) implements PrincipalPoliciesCommand {}

    record DetachPolicy(PolicyArn arn) implements PrincipalPoliciesCommand {}

    /** The principal is no more: what hung on it goes (DESIGN 2). */
    record EndPrincipal() implements PrincipalPoliciesCommand {}
}
