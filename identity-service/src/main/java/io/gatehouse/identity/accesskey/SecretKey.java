package io.gatehouse.identity.accesskey;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of an access key. It shows nowhere but where {@link #reveal()} is called: once to its
 * owner, and to the check of a signature.
 */
public final class SecretKey {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final int BYTES = 30;

    private final String text;

    public SecretKey(String text) {
        this.text = text;
    }

    /** A new secret of 240 bits: 40 characters (SEMANTICS 9). */
    public static SecretKey random() {
        byte[] bytes = new byte[BYTES];
        CHANCE.nextBytes(bytes);
        return new SecretKey(Base64.getEncoder().encodeToString(bytes));
    }

    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "SecretKey[…]";
    }
}
