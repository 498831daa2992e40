package io.gatehouse.identity.value;

import java.util.regex.Pattern;

/**
 * The path of a user, group or role, part of its ARN (SEMANTICS 9).
 *
 * @param text {@code /}, or text between slashes, 1 to 512 characters from {@code !} to DEL
 */
public record EntityPath(String text) {

    private static final Pattern FORM = Pattern.compile("/|/[\\x21-\\x7F]+/");

    // After FORM, which the constructor uses.
    public static final EntityPath ROOT = new EntityPath("/");

    public EntityPath {
        if (text.length() > 512 || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a path begins and ends with `/`, not `%s`".formatted(text));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
