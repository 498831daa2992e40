package io.gatehouse.policy.decision;

import java.security.SecureRandom;

/**
 * Names compare without regard to case (SEMANTICS 2, 4): by simple case folding, independent of
 * locale. Not by {@link String#equalsIgnoreCase}, to which the Turkish {@code \u0130} and {@code
 * \u0131} are an {@code i}: a caller tagged {@code adm\u0131n} is no {@code admin}.
 */
final class KeyNames {

    /**
     * Another one in each process, odd: callers name the keys of a request, and must not be able to
     * name many that fall on one place of a table.
     */
    private static final int FACTOR = new SecureRandom().nextInt() | 1;

    private KeyNames() {}

    /** Equal for names that are {@link #same}; of this process alone, never to be stored. */
    static int hash(String name) {
        int hash = 1;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ (hash >>> 15)) * FACTOR + fold(name.charAt(i));
        }
        return hash ^ (hash >>> 16);
    }

    static boolean same(String left, String right) {
        return left.equals(right)
                || (left.length() == right.length() && sameRegion(left, 0, right));
    }

    /** Whether the part is what stands at a place of the text. */
    static boolean sameRegion(String text, int at, String part) {
        if (at + part.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (fold(text.charAt(at + i)) != fold(part.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** One text for all names that are {@link #same}. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            folded.append(fold(name.charAt(i)));
        }
        return folded.toString();
    }

    /** Simple case folding of one character (Unicode, without the Turkish pairs). */
    static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return c == '\u0130' || c == '\u0131' ? c : Character.toLowerCase(Character.toUpperCase(c));
    }
}
