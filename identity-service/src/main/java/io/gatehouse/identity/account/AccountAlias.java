package io.gatehouse.identity.account;

import java.util.regex.Pattern;

/**
 * The name that people type instead of an account's twelve digits; one account has it (SEMANTICS
 * 9).
 *
 * @param text 3 to 63 of lower-case letters, digits and single hyphens between them; not twelve
 *     digits, which would be an account's id
 */
public record AccountAlias(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]");
    private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");

    public AccountAlias {
        if (!isValid(text)) {
            throw new IllegalArgumentException("`%s` is no account alias".formatted(text));
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches() && !ACCOUNT_ID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
