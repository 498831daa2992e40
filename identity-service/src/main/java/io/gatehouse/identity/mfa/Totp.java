package io.gatehouse.identity.mfa;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;

import javax.crypto.spec.SecretKeySpec;

/** Codes by time (RFC 6238): HMAC-SHA-1, six digits, steps of 30 seconds. */
final class Totp {

    static final int SEED_BYTES = 20;

    private static final HmacOneTimePasswordGenerator CODES = new HmacOneTimePasswordGenerator(6);
    private static final long STEP_SECONDS = 30;

    private Totp() {}

    static boolean isCode(String text) {
        return text.length() == 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static long stepAt(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
    }

    /** The code that a device with this seed shows in that step. */
    static String code(byte[] seed, long step) {
        try {
            return "%06d"
                    .formatted(CODES.generateOneTimePassword(new SecretKeySpec(seed, "RAW"), step));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("any bytes are a key of HMAC", e);
        }
    }

    /** The step of the window that shows the code; every step is looked at, whichever it is. */
    static OptionalLong find(byte[] seed, String code, long from, long to) {
        OptionalLong found = OptionalLong.empty();
        for (long step = from; step <= to; step++) {
            if (same(code(seed, step), code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The step of the second of two codes in a row. */
    static OptionalLong findPair(byte[] seed, String first, String second, long from, long to) {
        for (long step = from; step < to; step++) {
            if (same(code(seed, step), first) && same(code(seed, step + 1), second)) {
                return OptionalLong.of(step + 1);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean same(String expected, String shown) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                shown.getBytes(StandardCharsets.UTF_8));
    }
}
