package io.gatehouse.kit.call;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.gatehouse.internal.v1.CallerKind;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns an internal token into a {@link Call}, or refuses it: wrong signature, over 60 seconds old,
 * or issued for another audience, action, body or request (DESIGN 4). A refusal says no more than
 * that. Safe for all threads.
 */
public final class InternalTokenVerifier {

    /** Clocks of two hosts may differ by this much. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final VerifyingKeys keys;
    private final Clock clock;

    public InternalTokenVerifier(VerifyingKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Fails with {@link RefusedException} MissingAuthenticationToken or AccessDenied. */
    public Uni<Call> verify(@Nullable String token, TokenBinding binding, Revision heads) {
        if (token == null || token.isEmpty()) {
            return Uni.createFrom()
                    .failure(
                            RefusedException.of(
                                    ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                                    "Missing Authentication Token"));
        }
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (ParseException e) {
            return Uni.createFrom().failure(refused());
        }
        String kid = jwt.getHeader().getKeyID();
        if (kid == null
                || !JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                || !InternalTokenIssuer.TYPE.equals(jwt.getHeader().getType())) {
            return Uni.createFrom().failure(refused());
        }
        return keys.containing(kid).map(known -> call(jwt, kid, known, binding, heads));
    }

    private Call call(
            SignedJWT jwt, String kid, JWKSet known, TokenBinding binding, Revision heads) {
        try {
            JWK key = known.getKeyByKeyId(kid);
            if (!(key instanceof ECKey verifying) || !jwt.verify(new ECDSAVerifier(verifying))) {
                throw refused();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            requireNow(claims);
            if (!InternalTokenIssuer.ISSUER.equals(claims.getIssuer())
                    || !List.of(binding.audience()).equals(claims.getAudience())
                    || !same(binding.action(), claims.getStringClaim("act"))
                    || !same(binding.bodySha256(), claims.getStringClaim("bsh"))
                    || !same(binding.requestId(), claims.getStringClaim("rid"))) {
                throw refused();
            }
            return new Call(
                    caller(claims),
                    binding.requestId(),
                    Objects.requireNonNull(claims.getStringClaim("ip")),
                    Objects.requireNonNull(claims.getStringClaim("ua")),
                    Boolean.TRUE.equals(claims.getBooleanClaim("tls")),
                    heads,
                    Optional.ofNullable(claims.getStringClaim("inv"))
                            .map(id -> new Invocation(id, binding.action(), binding.bodySha256())));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw refused();
        }
    }

    private void requireNow(JWTClaimsSet claims) {
        Instant now = clock.instant();
        if (claims.getIssueTime() == null || claims.getExpirationTime() == null) {
            throw refused();
        }
        Instant issued = claims.getIssueTime().toInstant();
        Instant expires = claims.getExpirationTime().toInstant();
        boolean tooLong =
                Duration.between(issued, expires).compareTo(InternalTokenIssuer.LIFETIME) > 0;
        if (tooLong || issued.minus(SKEW).isAfter(now) || !expires.isAfter(now)) {
            throw refused();
        }
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        var message =
                io.gatehouse.internal.v1.Caller.newBuilder()
                        .setKind(CallerKind.valueOf(claims.getStringClaim("knd")))
                        .setAccount(claims.getStringClaim("acc"))
                        .setArn(claims.getStringClaim("arn"))
                        .setPrincipalId(claims.getStringClaim("pid"))
                        .setAccessKeyId(claims.getStringClaim("key"))
                        .addAllChain(claims.getStringListClaim("chn"));
        String session = claims.getStringClaim("ses");
        if (session != null) {
            message.setSessionToken(session);
        }
        String userName = claims.getStringClaim("usr");
        if (userName != null) {
            message.setUserName(userName);
        }
        return CallerMessages.fromMessage(message.build());
    }

    private static boolean same(String expected, @Nullable String found) {
        return found != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        found.getBytes(StandardCharsets.UTF_8));
    }

    private static RefusedException refused() {
        return RefusedException.of(
                ErrorCode.ACCESS_DENIED, "the internal token is not valid for this request");
    }
}
