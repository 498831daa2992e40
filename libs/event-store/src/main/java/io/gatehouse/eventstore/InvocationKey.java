package io.gatehouse.eventstore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells a repetition of a request from another request: a hash of caller, request and what the
 * client calls its invocation.
 *
 * @param hex SHA-256, 64 digits
 */
public record InvocationKey(String hex) {

    public InvocationKey {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a key is a SHA-256 in hexadecimal");
        }
    }

    /** Of these parts together; none of them may hold a line break. */
    public static InvocationKey of(String... parts) {
        try {
            byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
            return new InvocationKey(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
