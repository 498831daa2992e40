package io.gatehouse.snapshot;

import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compiled policies and sets of them: each distinct one exists once and is shared by all who hold
 * it. Safe for all threads.
 */
final class PolicyLibrary {

    private final WeakInterner<Source, CompiledPolicy> policies = new WeakInterner<>();
    private final WeakInterner<Set<CompiledPolicy>, PolicySet> sets = new WeakInterner<>();

    private record Source(PolicyName name, PolicyKind kind, String document) {}

    /**
     * The compiled form of a stored document.
     *
     * @throws BrokenPolicyException if the document cannot be read
     */
    CompiledPolicy policy(PolicyName name, PolicyKind kind, String document) {
        return policies.intern(
                new Source(name, kind, document), () -> compile(name, kind, document));
    }

    /** The set of these, whatever their order. */
    PolicySet set(List<CompiledPolicy> members) {
        return members.isEmpty()
                ? PolicySet.EMPTY
                : sets.intern(
                        Set.copyOf(new HashSet<>(members)),
                        () -> PolicySet.of(List.copyOf(members)));
    }

    int distinctSets() {
        return sets.size();
    }

    private static CompiledPolicy compile(PolicyName name, PolicyKind kind, String document) {
        return switch (PolicyParser.read(document, kind)) {
            case ParsedPolicy.Valid valid -> CompiledPolicy.compile(valid.document(), name);
            case ParsedPolicy.Invalid invalid ->
                    throw new BrokenPolicyException(
                            "policy `%s` cannot be read: %s"
                                    .formatted(name.text(), invalid.first().message()));
        };
    }
}
