package io.gatehouse.policyservice.value;

/**
 * One tag of a managed policy.
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
}
