package io.gatehouse.identity.value;

import java.util.Locale;

/**
 * One tag of a user or role.
 *
 * @param key 1 to 128 characters
 * @param value 0 to 256 characters
 */
public record Tag(String key, String value) {

    public Tag {
        if (key.isEmpty() || key.length() > 128) {
            throw new IllegalArgumentException(
                    "a tag key is 1 to 128 characters, not `%s`".formatted(key));
        }
        if (value.length() > 256) {
            throw new IllegalArgumentException(
                    "the value of tag `%s` is longer than 256 characters".formatted(key));
        }
    }

    /**
     * What two keys share that count as the same: tag keys of users and roles have no case
     * (SEMANTICS 4).
     */
    static String keyOf(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}
