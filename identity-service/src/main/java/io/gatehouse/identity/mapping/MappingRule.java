package io.gatehouse.identity.mapping;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.model.Arn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule: if all of its conditions hold, this happens and no later rule is looked at.
 *
 * @param name for people; unique in its mapping
 * @param when all must hold; none holds always
 */
public record MappingRule(String name, List<ClaimCondition> when, Then then) {

    static final int MOST_CONDITIONS = 20;

    public MappingRule {
        when = List.copyOf(when);
        if (name.isBlank() || name.length() > 128) {
            throw new IllegalArgumentException("a rule has a name of 1 to 128 characters");
        }
        if (when.size() > MOST_CONDITIONS) {
            throw new IllegalArgumentException(
                    "rule `%s` has more than %d conditions".formatted(name, MOST_CONDITIONS));
        }
    }

    /** What a rule comes to. */
    public sealed interface Then {

        /**
         * A session of the role.
         *
         * @param tags session tags; one whose template names an absent claim is left out
         */
        record Role(Arn role, ClaimTemplate sessionName, Map<String, ClaimTemplate> tags)
                implements Then {
            public Role {
                tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
            }
        }

        /** Nobody whom this rule matches gets in. */
        record Refuse(String message) implements Then {}
    }

    boolean matches(Attributes attributes) {
        return firstUnmet(attributes).isEmpty();
    }

    Optional<ClaimCondition> firstUnmet(Attributes attributes) {
        return when.stream().filter(test -> !test.holds(attributes)).findFirst();
    }
}
