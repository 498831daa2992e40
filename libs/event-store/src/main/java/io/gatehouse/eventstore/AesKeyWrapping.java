package io.gatehouse.eventstore;

import io.gatehouse.model.SecretKeys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Wraps under AES-256 master keys; the ciphertext starts with the id of its key, so keys rotate
 * while the service runs: the newest wraps, all present ones unwrap.
 */
public final class AesKeyWrapping implements KeyWrapping {

    private final Supplier<SecretKeys> source;

    /**
     * @param source 32 bytes each; ids are 1 to 100 ASCII characters. Asked at every use, so it
     *     must be quick
     */
    public AesKeyWrapping(Supplier<SecretKeys> source) {
        this.source = source;
        present();
    }

    private SecretKeys present() {
        SecretKeys keys = source.get();
        keys.byId()
                .forEach((id, key) -> {
                    if (key.length != 32 || id.isEmpty() || id.length() > 100) {
                        throw new IllegalArgumentException(
                                "master key `%s` must have an id and 32 bytes".formatted(id));
                    }
                });
        return keys;
    }

    @Override
    public byte[] wrap(byte[] dataKey, String context) {
        SecretKeys keys = present();
        byte[] name = keys.newest().getBytes(StandardCharsets.US_ASCII);
        byte[] master = Objects.requireNonNull(keys.byId().get(keys.newest()));
        byte[] sealed = Sealed.seal(master, dataKey, context);
        return ByteBuffer.allocate(1 + name.length + sealed.length)
                .put((byte) name.length)
                .put(name)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String context) {
        ByteBuffer bytes = ByteBuffer.wrap(wrapped);
        String id = masterKeyId(bytes);
        byte[] key = present().byId().get(id);
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
    public boolean isNewest(byte[] wrapped) {
        return masterKeyId(ByteBuffer.wrap(wrapped)).equals(present().newest());
    }

    private static String masterKeyId(ByteBuffer wrapped) {
        byte[] name = new byte[wrapped.get()];
        wrapped.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "AesKeyWrapping" + new TreeSet<>(source.get().byId().keySet());
    }
}
