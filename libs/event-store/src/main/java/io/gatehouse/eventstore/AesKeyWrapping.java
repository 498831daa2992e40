package io.gatehouse.eventstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Wraps under AES-256 master keys; the ciphertext starts with the id of its key, so keys rotate
 * while the service runs: the newest (last by id) wraps, all present ones unwrap.
 */
public final class AesKeyWrapping implements KeyWrapping {

    private final TreeMap<String, byte[]> keys;

    /**
     * @param keys 32 bytes each, by id; ids are at most 100 ASCII characters
     */
    public AesKeyWrapping(SortedMap<String, byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no master key");
        }
        this.keys = new TreeMap<>();
        keys.forEach((id, key) -> {
            if (key.length != 32 || id.isEmpty() || id.length() > 100) {
                throw new IllegalArgumentException(
                        "master key `%s` must have an id and 32 bytes".formatted(id));
            }
            this.keys.put(id, key.clone());
        });
    }

    @Override
    public byte[] wrap(byte[] dataKey, String context) {
        String id = keys.lastKey();
        byte[] name = id.getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = Sealed.seal(keys.lastEntry().getValue(), dataKey, context);
        return ByteBuffer.allocate(1 + name.length + sealed.length)
                .put((byte) name.length)
                .put(name)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String context) {
        ByteBuffer bytes = ByteBuffer.wrap(wrapped);
        byte[] name = new byte[bytes.get()];
        bytes.get(name);
        String id = new String(name, StandardCharsets.US_ASCII);
        byte[] key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("master key `%s` is not here".formatted(id));
        }
        byte[] sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        try {
            return Sealed.open(key, sealed, context);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a subject key was changed", e);
        }
    }

    @Override
    public String toString() {
        return "AesKeyWrapping" + keys.keySet();
    }
}
