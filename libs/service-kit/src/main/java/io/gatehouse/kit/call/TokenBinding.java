package io.gatehouse.kit.call;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an internal token is good for: this audience, action, body and request, and nothing else
 * (DESIGN 4, "Controls").
 *
 * @param audience {@code identity} or {@code policy}
 * @param action {@code iam:CreateUser}, or method and path of a JSON request: {@code POST
 *     /api/accounts}
 * @param bodySha256 lower-case hexadecimal, of the exact bytes
 */
public record TokenBinding(String audience, String action, String bodySha256, String requestId) {

    public static TokenBinding of(String audience, String action, byte[] body, String requestId) {
        return new TokenBinding(audience, action, sha256(body), requestId);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
