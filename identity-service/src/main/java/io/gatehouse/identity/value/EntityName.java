package io.gatehouse.identity.value;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a user, group or role: unique in its account without regard to case, kept as written
 * (SEMANTICS 9).
 *
 * @param text 1 to 128 of {@code [A-Za-z0-9_+=,.@-]}; the shorter limit of users and roles is
 *     checked where a request becomes values
 */
public record EntityName(String text) {

    /** Longest name of a user or role. */
    public static final int MAX_USER_OR_ROLE = 64;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

    public EntityName {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "a name is 1 to 128 of letters, digits and `_+=,.@-`, not `%s`"
                            .formatted(text));
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** What two names share that count as the same. */
    public String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
