package io.gatehouse.kit.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Thirty-two secret bytes and their public name. The bytes never show in {@link #toString()}. */
public final class NamedKey {

    private static final int LENGTH = 32;

    private final String kid;
    private final byte[] secret;

    /**
     * Takes a copy of the bytes; anything but 32 of them, or a kid that is not 1 to 64 letters,
     * digits, dots, underscores or hyphens, is refused with IllegalArgumentException.
     */
    public NamedKey(String kid, byte[] secret) {
        if (!kid.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("not a key id: `%s`".formatted(kid));
        }
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException(
                    "key `%s` has %d bytes instead of %d".formatted(kid, secret.length, LENGTH));
        }
        this.kid = kid;
        this.secret = secret.clone();
    }

    public String kid() {
        return kid;
    }

    /** A copy of the secret bytes. */
    public byte[] secret() {
        return secret.clone();
    }

    /** Another key under the same name: HMAC-SHA256 of the label under this one. */
    NamedKey derived(String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return new NamedKey(kid, mac.doFinal(label.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedKey that
                && kid.equals(that.kid)
                && Arrays.equals(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return kid.hashCode();
    }

    @Override
    public String toString() {
        return "NamedKey[" + kid + "]";
    }
}
