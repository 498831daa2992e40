package io.gatehouse.policyservice.holding;

import io.gatehouse.policyservice.value.PrincipalKind;

import java.util.Optional;

/**
 * A policy that a principal holds.
 *
 * @param holder the user, group or role that it hangs on
 * @param name of the policy
 * @param arn of a managed policy; empty for an inline one
 * @param document of a managed policy, its default version
 */
public record HeldPolicy(Holder holder, String name, Optional<String> arn, String document) {

    /** On whom a policy hangs. */
    public record Holder(PrincipalKind kind, String id, String name) {}

    public boolean isInline() {
        return arn.isEmpty();
    }

    public boolean isAwsManaged() {
        return arn.filter(text -> text.startsWith("arn:aws:iam::aws:")).isPresent();
    }
}
