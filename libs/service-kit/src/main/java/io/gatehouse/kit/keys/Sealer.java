package io.gatehouse.kit.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.function.Supplier;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticated encryption (AES-256-GCM) under the newest key of a ring; the ciphertext names its
 * key, so that old ones stay readable while their key is present.
 *
 * <p>Layout: version 1, length of the key id, key id, 12 bytes of nonce, ciphertext with its tag.
 * The head up to the nonce is authenticated too. Safe for all threads.
 */
public final class Sealer {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom CHANCE = new SecureRandom();

    private final Supplier<KeyRing> ring;

    /** The ring is asked for at every use, so that rotation needs no restart. */
    public Sealer(Supplier<KeyRing> ring) {
        this.ring = ring;
    }

    /** Seals under the keys of that purpose. */
    public static Sealer of(KeyProvider keys, KeyPurpose purpose) {
        return new Sealer(() -> keys.ring(purpose));
    }

    /**
     * Encrypts.
     *
     * @param associated what the ciphertext belongs to (an id, say); opening demands the same
     */
    public byte[] seal(byte[] plain, byte[] associated) {
        NamedKey key = ring.get().newest();
        byte[] kid = key.kid().getBytes(StandardCharsets.US_ASCII);
        byte[] nonce = new byte[NONCE];
        CHANCE.nextBytes(nonce);
        ByteBuffer head = ByteBuffer.allocate(2 + kid.length).put(VERSION).put((byte) kid.length);
        head.put(kid);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, head.array(), associated);
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(head.capacity() + NONCE + sealed.length)
                    .put(head.array())
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal under key `%s`".formatted(key.kid()), e);
        }
    }

    /**
     * Decrypts what {@link #seal} made. Throws {@link MissingKeyException} when its key is gone,
     * {@link BrokenSealException} when it was changed or belongs to something else.
     */
    public byte[] open(byte[] sealed, byte[] associated) {
        int kidLength = sealed.length > 1 ? sealed[1] : -1;
        int headLength = 2 + kidLength;
        if (kidLength < 1 || sealed[0] != VERSION || sealed.length < headLength + NONCE + 16) {
            throw new BrokenSealException("not a sealed value");
        }
        String kid = new String(sealed, 2, kidLength, StandardCharsets.US_ASCII);
        NamedKey key =
                ring.get()
                        .byId(kid)
                        .orElseThrow(() ->
                                new MissingKeyException("key `%s` is not present".formatted(kid)));
        byte[] head = java.util.Arrays.copyOf(sealed, headLength);
        byte[] nonce = java.util.Arrays.copyOfRange(sealed, headLength, headLength + NONCE);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, head, associated);
            int from = headLength + NONCE;
            return cipher.doFinal(sealed, from, sealed.length - from);
        } catch (GeneralSecurityException e) {
            throw new BrokenSealException(
                    "a value sealed under key `%s` does not open".formatted(kid), e);
        }
    }

    /** Whether it is sealed under the newest key, so that no older one is needed for it. */
    public boolean isNewest(byte[] sealed) {
        byte[] kid = ring.get().newest().kid().getBytes(StandardCharsets.US_ASCII);
        return sealed.length > 2 + kid.length
                && sealed[1] == kid.length
                && java.util.Arrays.equals(sealed, 2, 2 + kid.length, kid, 0, kid.length);
    }

    private static Cipher cipher(int mode, NamedKey key, byte[] nonce, byte[] head, byte[] more)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key.secret(), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head);
        cipher.updateAAD(more);
        return cipher;
    }
}
