package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The policies of one layer, indexed together. Immutable, safe to share: make one for each distinct
 * set and let all who hold it share it.
 */
public final class PolicySet {

    /** Below this many statements, asking each in turn is faster (PERFORMANCE, G1). */
    private static final int WORTH_AN_INDEX = SetScan.MOST + 1;

    /** No policies. */
    public static final PolicySet EMPTY = new PolicySet(List.of(), true);

    private final List<CompiledPolicy> policies;
    private final CompiledStatement[] statements;
    private final @Nullable SetIndex index;
    private final @Nullable SetScan scan;

    /** Of a union: the sets that it is made of. */
    private final @Nullable List<PolicySet> parts;

    private PolicySet(List<PolicySet> parts) {
        this.policies = List.of();
        this.statements = new CompiledStatement[0];
        this.index = null;
        this.scan = null;
        this.parts = List.copyOf(parts);
    }

    private PolicySet(List<CompiledPolicy> policies, boolean indexed) {
        this.parts = null;
        Set<CompiledPolicy> once = Collections.newSetFromMap(new IdentityHashMap<>());
        this.policies = policies.stream().filter(once::add).toList();
        List<CompiledStatement> all = new ArrayList<>();
        this.policies.forEach(policy -> all.addAll(policy.statements()));
        this.statements = all.toArray(CompiledStatement[]::new);
        boolean large = statements.length >= WORTH_AN_INDEX;
        this.index = indexed && large ? new SetIndex(statements) : null;
        this.scan = indexed && !large ? new SetScan(statements) : null;
    }

    /** The order of the policies has no influence on decisions. */
    public static PolicySet of(List<CompiledPolicy> policies) {
        return policies.isEmpty() ? EMPTY : new PolicySet(policies, true);
    }

    public static PolicySet of(CompiledPolicy policy) {
        return new PolicySet(List.of(policy), true);
    }

    /**
     * All of these together, without an index of its own: costs next to nothing to make, and a
     * decision asks each part. For holders of whom each has another combination of the same sets.
     */
    public static PolicySet union(List<PolicySet> parts) {
        return switch (parts.size()) {
            case 0 -> EMPTY;
            case 1 -> parts.getFirst();
            default -> new PolicySet(parts);
        };
    }

    /** The same without an index, to compare with: every statement is asked in turn. */
    public static PolicySet withoutIndex(List<CompiledPolicy> policies) {
        return new PolicySet(policies, false);
    }

    /** Each once. */
    public List<CompiledPolicy> policies() {
        List<PolicySet> made = parts;
        return made == null
                ? policies
                : made.stream().flatMap(part -> part.policies().stream()).distinct().toList();
    }

    /** Adds what matches to the evaluation; the best naming of the caller by a matching Allow. */
    int collect(Evaluation evaluation, Layer layer) {
        int best = PrincipalTest.NOBODY;
        if (parts != null) {
            for (int i = 0; i < parts.size(); i++) {
                best = Math.max(best, parts.get(i).collect(evaluation, layer));
            }
            return best;
        }
        if (index != null) {
            index.find(evaluation);
        } else if (scan != null) {
            return scan.collect(evaluation, layer);
        } else {
            for (CompiledStatement statement : statements) {
                int naming = statement.matches(evaluation);
                best = Math.max(best, take(statement, naming, evaluation, layer));
            }
            return best;
        }
        Candidates candidates = evaluation.candidates;
        for (int i = 0; i < candidates.size(); i++) {
            CompiledStatement statement = statements[candidates.index(i)];
            best = Math.max(best, take(statement, candidates.naming(i), evaluation, layer));
        }
        return best;
    }

    /** Notes a statement that matches; how an Allow names the caller. */
    static int take(CompiledStatement statement, int naming, Evaluation evaluation, Layer layer) {
        if (naming == PrincipalTest.NOBODY) {
            return naming;
        }
        if (statement.deny) {
            evaluation.denies.add(statement, layer);
            return PrincipalTest.NOBODY;
        }
        evaluation.allows.add(statement, layer);
        return naming;
    }
}
