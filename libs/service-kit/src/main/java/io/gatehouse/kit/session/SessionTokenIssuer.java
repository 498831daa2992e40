package io.gatehouse.kit.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;

import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.model.session.SessionClaims;

import java.util.function.Supplier;

/**
 * Makes session tokens: JWT, ES256, at most {@link #MOST} characters. Used by identity-service
 * alone, which holds the key. Safe for all threads.
 */
public final class SessionTokenIssuer {

    /** DESIGN 4, "Controls": a session travels in one header. */
    public static final int MOST = 4096;

    /** Of an ES256 signature in base64url, with its dot. */
    private static final int SIGNATURE = 87;

    private final Supplier<ECKey> key;

    /** The key is asked for at every token, so that rotation needs no restart. */
    public SessionTokenIssuer(Supplier<ECKey> key) {
        this.key = key;
    }

    /** What became of the claims. */
    public sealed interface Outcome {

        /**
         * @param packedPercent of the room for policies and tags that they take; 0 without any
         */
        record Issued(SessionToken token, int packedPercent) implements Outcome {}

        /**
         * @param packedPercent of the room for policies and tags that they would take: over 100
         */
        record TooLarge(int packedPercent) implements Outcome {}
    }

    /** A token that says all of that, unless it does not fit. */
    public Outcome issue(SessionClaims claims) {
        ECKey signer = key.get();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(SessionTokenFormat.TYPE)
                        .keyID(signer.getKeyID())
                        .build();
        SignedJWT token = new SignedJWT(header, SessionTokenFormat.write(claims));
        int percent = percent(header, claims, length(token));
        if (length(token) > MOST) {
            return new Outcome.TooLarge(Math.max(percent, 101));
        }
        try {
            token.sign(new ECDSASigner(signer));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key cannot sign", e);
        }
        return new Outcome.Issued(new SessionToken(token.serialize()), percent);
    }

    private static int percent(JWSHeader header, SessionClaims claims, int length) {
        if (claims.tags().isEmpty() && claims.policies().isEmpty()) {
            return 0;
        }
        int bare = length(new SignedJWT(header, SessionTokenFormat.write(claims.bare())));
        int room = Math.max(1, MOST - bare);
        return Math.max(1, Math.ceilDiv(100 * (length - bare), room));
    }

    private static int length(SignedJWT unsigned) {
        return new String(unsigned.getSigningInput(), java.nio.charset.StandardCharsets.US_ASCII)
                        .length()
                + SIGNATURE;
    }
}
