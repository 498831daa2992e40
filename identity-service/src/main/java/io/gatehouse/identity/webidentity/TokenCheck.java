package io.gatehouse.identity.webidentity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Checks a token of an OpenID Connect provider: signed by one of its keys with an asymmetric
 * algorithm, of that issuer, for a registered client, in its time (SEMANTICS 8). Pure. Throws
 * RefusedException with STS's codes.
 */
public final class TokenCheck {

    /** How far the provider's clock may be from ours; not added to the expiry. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** Never `none`, never a MAC: a public key is no secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private static final int LEAST_RSA_BITS = 2048;

    private TokenCheck() {}

    /** A token that was read and not yet believed. */
    public record Presented(SignedJWT token, String issuer, String keyId) {
        @Override
        public String toString() {
            return "Presented[" + issuer + "]";
        }
    }

    public static Presented read(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            String issuer = token.getJWTClaimsSet().getIssuer();
            if (issuer == null || issuer.isEmpty()) {
                throw invalid("The token names no issuer");
            }
            String keyId = token.getHeader().getKeyID();
            return new Presented(token, issuer, keyId == null ? "" : keyId);
        } catch (ParseException e) {
            throw invalid(
                    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }
    }

    /**
     * @param clientIds that are registered with the provider
     */
    public static TokenClaims verify(
            Presented presented, List<String> clientIds, JWKSet keys, Instant now) {
        requireSignature(presented, keys);
        try {
            JWTClaimsSet claims = presented.token().getJWTClaimsSet();
            requireTime(claims, now);
            TokenClaims read = TokenClaims.of(claims);
            if (!clientIds.contains(read.client(clientIds))) {
                throw invalid("Incorrect token audience");
            }
            return read;
        } catch (ParseException e) {
            throw invalid("The claims of the token cannot be read");
        }
    }

    private static void requireSignature(Presented presented, JWKSet keys) {
        JWSHeader header = presented.token().getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw invalid("The algorithm `%s` is not taken".formatted(header.getAlgorithm()));
        }
        JOSEObjectType type = header.getType();
        if (type != null && type.getType().equalsIgnoreCase("logout+jwt")) {
            throw invalid("A logout token is no identity token");
        }
        List<JWK> candidates = new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys);
        for (JWK candidate : candidates) {
            if (isStrong(candidate) && isSignedBy(presented.token(), candidate)) {
                return;
            }
        }
        throw invalid(
                candidates.isEmpty()
                        ? "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements"
                        : "The signature of the token is wrong");
    }

    private static boolean isStrong(JWK key) {
        return !(key instanceof RSAKey rsa) || rsa.size() >= LEAST_RSA_BITS;
    }

    private static boolean isSignedBy(SignedJWT token, JWK jwk) {
        try {
            if (!(jwk instanceof AsymmetricJWK asymmetric)) {
                return false;
            }
            Key key = asymmetric.toPublicKey();
            JWSVerifier verifier =
                    new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(), key);
            return token.verify(verifier);
        } catch (JOSEException e) {
            // A key that does not fit the algorithm has not signed.
            return false;
        }
    }

    private static void requireTime(JWTClaimsSet claims, Instant now) {
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw invalid("The token has no expiry");
        }
        if (!expires.toInstant().isAfter(now)) {
            throw RefusedException.of(
                    ErrorCode.EXPIRED_TOKEN_EXCEPTION,
                    "Token expired: current date/time must be before the expiration date/time of the token");
        }
        Instant soon = now.plus(SKEW);
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && notBefore.toInstant().isAfter(soon)) {
            throw invalid("The token is not yet valid");
        }
        Date issued = claims.getIssueTime();
        if (issued == null || issued.toInstant().isAfter(soon)) {
            throw invalid("The token has no issue time, or one that is to come");
        }
    }

    static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_IDENTITY_TOKEN, message);
    }
}
