package io.gatehouse.model;

import java.util.random.RandomGenerator;

/**
 * An id that is never reused, by which entities are linked (names are not). Chance is passed in.
 *
 * @param text four letters of its {@link IdKind}, then upper-case letters and digits 2 to 7; 16 to
 *     128 characters
 */
public record UniqueId(String text) implements Comparable<UniqueId> {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public UniqueId {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("not a unique id: `%s`".formatted(text));
        }
    }

    /** A new id of the kind; uniqueness is as good as {@code chance} (80 bits or more). */
    public static UniqueId random(IdKind kind, RandomGenerator chance) {
        StringBuilder text = new StringBuilder(kind.length()).append(kind.prefix());
        while (text.length() < kind.length()) {
            text.append(ALPHABET.charAt(chance.nextInt(32)));
        }
        return new UniqueId(text.toString());
    }

    /** 16 to 128 characters, {@code [A-Z0-9]} only. */
    public static boolean isWellFormed(String text) {
        if (text.length() < 16 || text.length() > 128) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Whether this id is of that kind, by its prefix. */
    public boolean is(IdKind kind) {
        return text.startsWith(kind.prefix());
    }

    @Override
    public int compareTo(UniqueId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
