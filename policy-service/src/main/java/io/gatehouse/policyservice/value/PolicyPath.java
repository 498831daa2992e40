package io.gatehouse.policyservice.value;

import java.util.regex.Pattern;

/**
 * The path of a managed policy, part of its ARN (SEMANTICS 9).
 *
 * @param text {@code /}, or segments of {@code [A-Za-z0-9.,+@=_-]} between slashes; at most 512
 *     characters
 */
public record PolicyPath(String text) {

    private static final Pattern FORM = Pattern.compile("/|/([A-Za-z0-9.,+@=_-]*/)+");

    // After FORM, which the constructor uses.
    public static final PolicyPath ROOT = new PolicyPath("/");

    public PolicyPath {
        if (text.length() > 512 || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a policy's path begins and ends with `/`, not `%s`".formatted(text));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
