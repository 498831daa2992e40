package io.gatehouse.sigv4;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a presented signature is the one that the secret makes (SEMANTICS 11, points 8 and 9).
 * The same work is done for a key that does not exist; signatures are compared in constant time.
 * Derived keys are remembered per key, day, region and service. Safe for all threads.
 */
public final class SignatureCheck {

    static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check"
                    + " your AWS Secret Access Key and signing method. Consult the service"
                    + " documentation for details.";
    static final String INVALID_TOKEN = "The security token included in the request is invalid.";

    private static final int MOST_REMEMBERED = 10_000;
    private static final String NOBODY = "nobody";

    private final String nobodysSecret = randomSecret();
    private final Map<CredentialScope, Derived> derived =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<CredentialScope, Derived> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /**
     * @param secretHash of the secret that the key was derived from: another secret derives anew
     */
    // Compared by MessageDigest.isEqual alone.
    @SuppressWarnings("ArrayRecordComponent")
    private record Derived(byte[] secretHash, byte[] key) {}

    /**
     * Empty when the signature is right.
     *
     * @param secret of the presented key; empty when there is none to accept: the key is unknown or
     *     inactive, or its session token is not genuine
     */
    public Optional<Refusal> judge(Reading.Presented presented, Optional<String> secret) {
        CredentialScope scope = presented.scope();
        CredentialScope of =
                secret.isPresent()
                        ? scope
                        : new CredentialScope(NOBODY, scope.day(), scope.region(), scope.service());
        byte[] key = signingKey(of, secret.orElse(nobodysSecret));
        byte[] expected = hmac(key, presented.stringToSign());
        boolean isSame = MessageDigest.isEqual(expected, presented.signature());
        if (secret.isEmpty()) {
            return Optional.of(new Refusal(ErrorCode.INVALID_CLIENT_TOKEN_ID, INVALID_TOKEN));
        }
        return isSame
                ? Optional.empty()
                : Optional.of(new Refusal(ErrorCode.SIGNATURE_DOES_NOT_MATCH, MISMATCH));
    }

    private byte[] signingKey(CredentialScope scope, String secret) {
        byte[] secretHash = sha256(secret);
        Derived known = known(scope);
        if (known != null && MessageDigest.isEqual(known.secretHash(), secretHash)) {
            return known.key();
        }
        byte[] day = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), scope.day());
        byte[] region = hmac(day, scope.region());
        byte[] service = hmac(region, scope.service());
        byte[] key = hmac(service, CredentialScope.TERMINATOR);
        synchronized (derived) {
            derived.put(scope, new Derived(secretHash, key));
        }
        return key;
    }

    private @Nullable Derived known(CredentialScope scope) {
        synchronized (derived) {
            return derived.get(scope);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String randomSecret() {
        byte[] bytes = new byte[30];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
