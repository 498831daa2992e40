package io.gatehouse.policy.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * The policies of one layer, indexed together. Immutable, safe to share: make one for each distinct
 * set and let all who hold it share it.
 */
public final class PolicySet {

    /** No policies. */
    public static final PolicySet EMPTY = new PolicySet(List.of());

    private final List<CompiledPolicy> policies;
    private final CompiledStatement[] statements;

    private PolicySet(List<CompiledPolicy> policies) {
        this.policies = List.copyOf(policies);
        List<CompiledStatement> all = new ArrayList<>();
        policies.forEach(policy -> all.addAll(policy.statements()));
        this.statements = all.toArray(CompiledStatement[]::new);
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

    /** Adds what matches to the evaluation; the best naming of the caller by a matching Allow. */
    int collect(Evaluation evaluation, Layer layer) {
        int best = PrincipalTest.NOBODY;
        for (CompiledStatement statement : statements) {
            int naming = statement.matches(evaluation);
            if (naming != PrincipalTest.NOBODY) {
                if (statement.deny) {
                    evaluation.denies.add(statement, layer);
                } else {
                    evaluation.allows.add(statement, layer);
                    best = Math.max(best, naming);
                }
            }
        }
        return best;
    }
}
