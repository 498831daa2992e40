package io.gatehouse.policy.language;

import java.util.Optional;

/** The two versions of the language; only the later one has variables (SEMANTICS 1, 3). */
public enum LanguageVersion {
    V2008_10_17("2008-10-17"),
    V2012_10_17("2012-10-17");

    private final String text;

    LanguageVersion(String text) {
        this.text = text;
    }

    /** As written in the Version element. */
    public String text() {
        return text;
    }

    /** Whether {@code ${...}} is a variable or an escape; literal text otherwise. */
    public boolean hasVariables() {
        return this == V2012_10_17;
    }

    /** Reads what {@link #text()} wrote; empty for any other text. */
    public static Optional<LanguageVersion> parse(String text) {
        for (LanguageVersion version : values()) {
            if (version.text.equals(text)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
