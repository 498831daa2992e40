package io.gatehouse.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * The secret keys of one purpose that are present, by their ids, and which of them makes new
 * signatures and ciphertexts; all of them verify and open. The bytes never show in {@link
 * #toString()} and must not be changed by who reads them.
 *
 * @param newest the id of a key that is present
 */
public record SecretKeys(Map<String, byte[]> byId, String newest) {

    public SecretKeys {
        byId = Map.copyOf(byId);
        if (!byId.containsKey(newest)) {
            throw new IllegalArgumentException("key `%s` is not among the keys".formatted(newest));
        }
    }

    /**
     * Keys of which the last by id is the newest.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SecretKeys of(Map<String, byte[]> byId) {
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("at least one key is needed");
        }
        return new SecretKeys(byId, new TreeMap<>(byId).lastKey());
    }

    @Override
    public String toString() {
        return "SecretKeys" + byId.keySet() + " newest " + newest;
    }
}
