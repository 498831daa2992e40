package io.gatehouse.identity.guessing;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.model.AccountId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What guesses are counted by.
 *
 * @param kind decides how soon and how long they wait
 * @param text of whom or whence; only its digest is kept
 */
public record Subject(Kind kind, String text) {

    /**
     * After {@code free} failures in a row each next waits twice as long, up to {@code longest}.
     */
    public enum Kind {
        /** One user's password: a short wait, so that nobody is kept out by others' guesses. */
        PASSWORD(5, Duration.ofSeconds(60), Duration.ofMinutes(15)),
        /** One device: six digits need more patience of who guesses. */
        MFA_DEVICE(5, Duration.ofMinutes(5), Duration.ofHours(1)),
        /** One address: many people may share it, so that it has more tries. */
        ADDRESS(20, Duration.ofMinutes(15), Duration.ofHours(1));

        private final int free;
        private final Duration longest;
        private final Duration forgotten;

        Kind(int free, Duration longest, Duration forgotten) {
            this.free = free;
            this.longest = longest;
            this.forgotten = forgotten;
        }

        int free() {
            return free;
        }

        Duration longest() {
            return longest;
        }

        /** After this long without a try the count begins again. */
        Duration forgotten() {
            return forgotten;
        }
    }

    /** A user's password, whether or not there is such a user. */
    public static Subject password(AccountId account, EntityName user) {
        return password(account.digits(), user.key());
    }

    /** The same, of an account and user as they were typed. */
    public static Subject password(String account, String userKey) {
        return new Subject(Kind.PASSWORD, account + "/" + userKey);
    }

    public static Subject device(String serialNumber) {
        return new Subject(Kind.MFA_DEVICE, serialNumber);
    }

    public static Subject address(String sourceIp) {
        return new Subject(Kind.ADDRESS, sourceIp);
    }

    /** How it stands in the table. */
    String digest() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((kind + "/" + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
