package io.gatehouse.identity.mapping;

import io.gatehouse.identity.claims.Attributes;

import java.util.Optional;

/**
 * Text with {@code ${claim}} in it, which stands for the first value of that claim. Values are
 * taken as they are and never expanded again.
 *
 * @param text at most 256 characters; every opening bracket is closed
 */
public record ClaimTemplate(String text) {

    public ClaimTemplate {
        if (text.isEmpty() || text.length() > 256) {
            throw new IllegalArgumentException("a template has 1 to 256 characters");
        }
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
            if (text.indexOf('}', at) < at + 3) {
                throw new IllegalArgumentException(
                        "a template with a `${` that names no claim: `%s`".formatted(text));
            }
        }
    }

    /** Empty where a claim that it names is absent. */
    Optional<String> fill(Attributes attributes) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            int end = text.indexOf('}', at);
            Optional<String> value = attributes.first(text.substring(at + 2, end));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            filled.append(text, from, at).append(value.get());
            from = end + 1;
        }
        return Optional.of(filled.append(text, from, text.length()).toString());
    }
}
