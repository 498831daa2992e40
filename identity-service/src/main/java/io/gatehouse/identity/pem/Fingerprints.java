package io.gatehouse.identity.pem;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints as people compare them. */
public final class Fingerprints {

    private Fingerprints() {}

    /** MD5 as 16 pairs of hexadecimal digits between colons, as AWS shows SSH keys. */
    public static String md5(byte[] bytes) {
        return HexFormat.ofDelimiter(":").formatHex(digest("MD5", bytes));
    }

    /** SHA-256 in hexadecimal. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256", bytes));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
