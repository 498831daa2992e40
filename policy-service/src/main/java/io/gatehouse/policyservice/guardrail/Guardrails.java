package io.gatehouse.policyservice.guardrail;

import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What binds an account (SEMANTICS 6, 2 and 3): at every level at least one policy must allow.
 *
 * @param serviceControl bind the account's principals; none: nothing binds them. A level without
 *     policies allows nothing
 * @param resourceControl bind access to the account's resources; each level allows everything that
 *     no policy of it denies
 */
public record Guardrails(List<Level> serviceControl, List<Level> resourceControl) {

    /** Root, five levels of organizational units, account. */
    private static final int MOST_LEVELS = 7;

    private static final int MOST_POLICIES = 10;

    public Guardrails {
        serviceControl = checked(serviceControl, "service_control_levels");
        resourceControl = checked(resourceControl, "resource_control_levels");
    }

    /**
     * One level of the organization.
     *
     * @param name such as {@code root}, for people
     */
    public record Level(String name, List<NamedPolicy> policies) {
        public Level {
            policies = List.copyOf(policies);
            if (name.isEmpty() || name.length() > 128) {
                throw new IllegalArgumentException("a level's name has 1 to 128 characters");
            }
            if (policies.size() > MOST_POLICIES) {
                throw new IllegalArgumentException(
                        "level `%s` has more than %d policies".formatted(name, MOST_POLICIES));
            }
            Set<PolicyName> names = new HashSet<>();
            for (NamedPolicy policy : policies) {
                if (!names.add(policy.name())) {
                    throw new IllegalArgumentException(
                            "level `%s` has two policies `%s`".formatted(name, policy.name()));
                }
            }
        }
    }

    /** A policy of a level; its document has passed the parser. */
    public record NamedPolicy(PolicyName name, PolicyText document) {}

    /** Characters of its largest policy, white space aside. */
    int largest() {
        int largest = 0;
        for (List<Level> levels : List.of(serviceControl, resourceControl)) {
            for (Level level : levels) {
                for (NamedPolicy policy : level.policies()) {
                    largest = Math.max(largest, policy.document().size());
                }
            }
        }
        return largest;
    }

    private static List<Level> checked(List<Level> levels, String what) {
        if (levels.size() > MOST_LEVELS) {
            throw new IllegalArgumentException(
                    "`%s` has more than %d levels".formatted(what, MOST_LEVELS));
        }
        return List.copyOf(levels);
    }
}
