package io.gatehouse.eventstore;

/**
 * Port to the master key that wraps subjects' data keys. Local and quick: it is asked inside of a
 * transaction. Thread-safe.
 */
public interface KeyWrapping {

    /**
     * Encrypts a data key under the newest master key, whose id the answer names.
     *
     * @param context bound to the ciphertext: unwrapping under another context fails
     */
    byte[] wrap(byte[] dataKey, String context);

    /**
     * Decrypts what {@link #wrap} made under any master key that is still present.
     *
     * @throws IllegalStateException when its master key is not here or the bytes were changed
     */
    byte[] unwrap(byte[] wrapped, String context);

    /** Whether the newest master key wraps it, so that no older one is needed for it. */
    boolean isNewest(byte[] wrapped);
}
