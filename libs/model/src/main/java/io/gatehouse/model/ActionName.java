package io.gatehouse.model;

import java.util.Locale;

/**
 * An action as a request names it: {@code vendor:name}. Actions compare without regard to case
 * (SEMANTICS 2.2), so {@link #equals} does.
 *
 * @param vendor the service prefix, such as {@code iam}; not empty, no colon
 * @param name the operation, such as {@code CreateUser}; not empty
 */
public record ActionName(String vendor, String name) {

    public ActionName {
        if (vendor.isEmpty() || vendor.indexOf(':') >= 0 || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "an action is `vendor:name`, not `%s:%s`".formatted(vendor, name));
        }
    }

    /** Reads {@code vendor:name}; throws IllegalArgumentException that names the text. */
    public static ActionName parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new IllegalArgumentException(
                    "an action is `vendor:name`, not `%s`".formatted(text));
        }
        return new ActionName(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionName that
                && vendor.equalsIgnoreCase(that.vendor)
                && name.equalsIgnoreCase(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * vendor.toLowerCase(Locale.ROOT).hashCode()
                + name.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return vendor + ':' + name;
    }
}
