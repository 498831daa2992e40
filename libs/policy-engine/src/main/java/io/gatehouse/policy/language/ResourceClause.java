package io.gatehouse.policy.language;

import java.util.List;

/** The Resource or NotResource element of a statement; patterns raw, at least one. */
public sealed interface ResourceClause {

    List<String> patterns();

    /** {@code Resource}: one of the patterns matches. */
    record Resources(List<String> patterns) implements ResourceClause {
        public Resources {
            patterns = notEmpty(patterns);
        }
    }

    /** {@code NotResource}: none of the patterns matches. */
    record NotResources(List<String> patterns) implements ResourceClause {
        public NotResources {
            patterns = notEmpty(patterns);
        }
    }

    private static List<String> notEmpty(List<String> patterns) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("a statement has at least one resource");
        }
        return List.copyOf(patterns);
    }
}
