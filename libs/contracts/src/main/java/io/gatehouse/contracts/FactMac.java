package io.gatehouse.contracts;

import com.google.protobuf.ByteString;

import io.gatehouse.model.SecretKeys;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed MAC that tells our facts from anyone else's (DESIGN 2): HMAC-SHA256 over topic, key and
 * value, each preceded by its length, so that no two records share their bytes. Header {@code mac}:
 * {@code <kid>:<base64>}.
 *
 * <p>The newest key signs; every key that is present verifies. Keys are asked for at every use, so
 * that a rotation needs no restart. Comparison takes the same time wherever bytes differ. Safe for
 * all threads.
 */
public final class FactMac {

    /** The record header that holds the MAC. */
    public static final String HEADER = "mac";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Supplier<SecretKeys> source;
    private volatile Ready ready;

    /** Keys as the JDK wants them, and what they were made of. */
    private record Ready(SecretKeys made, Map<String, SecretKeySpec> keys) {

        static Ready of(SecretKeys secrets) {
            Map<String, SecretKeySpec> keys = new HashMap<>();
            secrets.byId()
                    .forEach((kid, secret) -> {
                        if (kid.isEmpty() || kid.indexOf(':') >= 0 || secret.length != KEY_BYTES) {
                            throw new IllegalArgumentException(
                                    "MAC key `%s` must have a kid without colon and 32 bytes"
                                            .formatted(kid));
                        }
                        keys.put(kid, new SecretKeySpec(secret, ALGORITHM));
                    });
            return new Ready(secrets, keys);
        }

        /** A ring that was not read again is the same object: no need to compare secrets. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(SecretKeys secrets) {
            return made == secrets;
        }

        @Nullable SecretKeySpec key(String kid) {
            return keys.get(kid);
        }
    }

    /**
     * @param source 32 bytes by kid; a kid holds no colon. Asked at every use, so it must be quick;
     *     the same object as before says that nothing has changed
     */
    public FactMac(Supplier<SecretKeys> source) {
        this.source = source;
        this.ready = Ready.of(source.get());
    }

    /** Keys that stay as they are; the last by kid signs. */
    public FactMac(Map<String, byte[]> secrets) {
        SecretKeys keys = SecretKeys.of(secrets);
        this(() -> keys);
    }

    private Ready present() {
        SecretKeys now = source.get();
        Ready known = ready;
        if (!known.isOf(now)) {
            known = Ready.of(now);
            ready = known;
        }
        return known;
    }

    /** The header's value for a record that we write. */
    public String sign(String topic, String key, @Nullable ByteString value) {
        Ready keys = present();
        String kid = keys.made().newest();
        byte[] mac = compute(Objects.requireNonNull(keys.key(kid)), topic, key, value);
        return kid + ':' + Base64.getEncoder().encodeToString(mac);
    }

    /**
     * Whether the header's value was made by a holder of one of the keys for exactly this record.
     */
    public boolean verifies(
            @Nullable String header, String topic, String key, @Nullable ByteString value) {
        int colon = header == null ? -1 : header.indexOf(':');
        if (header == null || colon < 0) {
            return false;
        }
        SecretKeySpec secret = present().key(header.substring(0, colon));
        if (secret == null) {
            return false;
        }
        byte[] given;
        try {
            given = Base64.getDecoder().decode(header.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return false;
        }
        return MessageDigest.isEqual(given, compute(secret, topic, key, value));
    }

    private static byte[] compute(
            SecretKeySpec secret, String topic, String key, @Nullable ByteString value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            part(mac, topic.getBytes(StandardCharsets.UTF_8));
            part(mac, key.getBytes(StandardCharsets.UTF_8));
            if (value == null) {
                mac.update(length(-1));
            } else {
                mac.update(length(value.size()));
                mac.update(value.toByteArray());
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static void part(Mac mac, byte[] bytes) {
        mac.update(length(bytes.length));
        mac.update(bytes);
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
    }

    /** Names the kids, never the secrets. */
    @Override
    public String toString() {
        return "FactMac" + ready.made().byId().keySet();
    }
}
