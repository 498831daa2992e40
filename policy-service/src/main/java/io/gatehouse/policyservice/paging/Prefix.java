package io.gatehouse.policyservice.paging;

import org.jspecify.annotations.Nullable;

/** A path prefix as a LIKE pattern with escape character {@code !}. */
public final class Prefix {

    private Prefix() {}

    /** Matches what starts with the prefix; no prefix matches everything. */
    public static String pattern(@Nullable String prefix) {
        String literal = prefix == null ? "" : prefix;
        return literal.replace("!", "!!").replace("%", "!%").replace("_", "!_") + '%';
    }
}
