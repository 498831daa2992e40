package io.gatehouse.policy.decision;

/** Context keys compare without regard to case (SEMANTICS 4), independent of locale. */
final class KeyNames {

    private KeyNames() {}

    /** Equal for names that are {@link #same}. */
    static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 31 + fold(name.charAt(i));
        }
        return hash ^ (hash >>> 16);
    }

    static boolean same(String left, String right) {
        return left.equals(right) || left.equalsIgnoreCase(right);
    }

    /** One text for all names that are {@link #same}. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            folded.append(fold(name.charAt(i)));
        }
        return folded.toString();
    }

    /** Simple case folding of one character, as {@link String#equalsIgnoreCase} compares. */
    static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
