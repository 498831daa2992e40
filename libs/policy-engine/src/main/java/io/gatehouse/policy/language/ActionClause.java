package io.gatehouse.policy.language;

import java.util.List;

/** The Action or NotAction element of a statement; patterns raw, at least one. */
public sealed interface ActionClause {

    List<String> patterns();

    /** {@code Action}: one of the patterns matches. */
    record Actions(List<String> patterns) implements ActionClause {
        public Actions {
            patterns = notEmpty(patterns);
        }
    }

    /** {@code NotAction}: none of the patterns matches. */
    record NotActions(List<String> patterns) implements ActionClause {
        public NotActions {
            patterns = notEmpty(patterns);
        }
    }

    private static List<String> notEmpty(List<String> patterns) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("a statement has at least one action");
        }
        return List.copyOf(patterns);
    }
}
