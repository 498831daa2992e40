package io.gatehouse.policy.decision;

import java.util.List;

/**
 * The policies of one layer, indexed together. Immutable, safe to share: make one for each distinct
 * set and let all who hold it share it.
 */
public final class PolicySet {

    /** No policies. */
    public static final PolicySet EMPTY = new PolicySet(List.of());

    private final List<CompiledPolicy> policies;

    private PolicySet(List<CompiledPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /** The order of the policies has no influence on decisions. */
    public static PolicySet of(List<CompiledPolicy> policies) {
        return policies.isEmpty() ? EMPTY : new PolicySet(policies);
    }

    public static PolicySet of(CompiledPolicy policy) {
        return new PolicySet(List.of(policy));
    }

    public List<CompiledPolicy> policies() {
        return policies;
    }
}
