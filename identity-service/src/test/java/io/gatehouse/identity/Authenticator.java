package io.gatehouse.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;

import javax.crypto.spec.SecretKeySpec;

/** What a person has in the pocket: shows the codes of the seed that was typed into it. */
final class Authenticator {

    private static final TimeBasedOneTimePasswordGenerator CODES =
            new TimeBasedOneTimePasswordGenerator();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final SecretKeySpec seed;

    Authenticator(String base32) {
        this.seed = new SecretKeySpec(decode(base32), "RAW");
    }

    /**
     * @param steps of thirty seconds from now
     */
    String code(int steps) {
        try {
            return CODES.generateOneTimePasswordString(
                    seed, Instant.now().plus(Duration.ofSeconds(30L * steps)));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decode(String base32) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < base32.length(); i++) {
            buffer = (buffer << 5 | ALPHABET.indexOf(base32.charAt(i))) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits);
            }
        }
        return bytes.toByteArray();
    }
}
