package io.gatehouse.policyservice.value;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a managed or inline policy (SEMANTICS 9). Of two managed policies of one owner the
 * names differ in more than case; inline names are compared as written.
 *
 * @param text 1 to 128 of {@code [A-Za-z0-9_+=,.@-]}
 */
public record PolicyName(String text) implements Comparable<PolicyName> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

    public PolicyName {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "a policy's name is 1 to 128 of letters, digits and `_+=,.@-`, not `%s`"
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
    public int compareTo(PolicyName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
