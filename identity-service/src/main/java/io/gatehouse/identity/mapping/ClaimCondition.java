package io.gatehouse.identity.mapping;

import io.gatehouse.identity.claims.Attributes;

import java.util.List;

/**
 * One condition of a rule, on one claim or attribute. Case counts. A claim that is absent satisfies
 * nothing but {@code Present(false)}.
 */
public sealed interface ClaimCondition {

    String claim();

    /** The claim has this one value and no other. */
    record IsExactly(String claim, String value) implements ClaimCondition {}

    /** The claim has this value, perhaps among others. */
    record Contains(String claim, String value) implements ClaimCondition {}

    /** A value of the claim matches a pattern; {@code *} is any text, {@code ?} one character. */
    record MatchesOneOf(String claim, List<String> patterns) implements ClaimCondition {
        public MatchesOneOf {
            patterns = List.copyOf(patterns);
        }
    }

    /** The claim is there, or is not. */
    record Present(String claim, boolean present) implements ClaimCondition {}

    default boolean holds(Attributes attributes) {
        List<String> values = attributes.of(claim());
        return switch (this) {
            case IsExactly(var _, var value) -> values.equals(List.of(value));
            case Contains(var _, var value) -> values.contains(value);
            case MatchesOneOf(var _, var patterns) ->
                    values.stream()
                            .anyMatch(value ->
                                    patterns.stream()
                                            .anyMatch(pattern -> Glob.matches(pattern, value)));
            case Present(var _, var present) -> present != values.isEmpty();
        };
    }

    /** Why it does not hold, for the tester: names the claim, not its values. */
    default String unmet(Attributes attributes) {
        boolean absent = attributes.of(claim()).isEmpty();
        return switch (this) {
            case IsExactly(var claim, var value) ->
                    absent
                            ? "`%s` is absent".formatted(claim)
                            : "`%s` is not exactly `%s`".formatted(claim, value);
            case Contains(var claim, var value) ->
                    absent
                            ? "`%s` is absent".formatted(claim)
                            : "`%s` does not contain `%s`".formatted(claim, value);
            case MatchesOneOf(var claim, var patterns) ->
                    absent
                            ? "`%s` is absent".formatted(claim)
                            : "`%s` matches none of %s".formatted(claim, patterns);
            case Present(var claim, var present) ->
                    "`%s` is %s".formatted(claim, present ? "absent" : "present");
        };
    }
}
