package io.gatehouse.kit.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.NamedKey;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens by which our services know each other: JWT, HS256 with the shared internal key, 60
 * seconds, for one audience (ARCHITECTURE, "Between the services"). Safe for all threads.
 */
public final class ServiceTokens {

    static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final JOSEObjectType TYPE = new JOSEObjectType("gatehouse-service+jwt");
    private static final Duration SKEW = Duration.ofSeconds(5);

    /** A token is used for half its life, so that it is never about to end when it is sent. */
    private static final Duration REUSE = LIFETIME.dividedBy(2);

    private final KeyProvider keys;
    private final Clock clock;
    private final Map<Way, Issued> issued = new ConcurrentHashMap<>();

    /** Tokens whose signature was found right; whether they count now is asked each time. */
    private final Map<String, Genuine> genuine = new ConcurrentHashMap<>();

    /** Our services show each other some ten tokens a minute. */
    private static final int MOST_REMEMBERED = 256;

    private record Genuine(NamedKey key, JWTClaimsSet claims) {
        @Override
        public String toString() {
            return "Genuine[kid=%s]".formatted(key.kid());
        }
    }

    private record Way(ServiceName from, ServiceName to) {}

    private record Issued(String token, Instant at, String kid) {
        @Override
        public String toString() {
            return "Issued[at=%s]".formatted(at);
        }
    }

    public ServiceTokens(KeyProvider keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A token that {@code from} shows to {@code to}; the same one for up to 30 seconds. */
    public String issue(ServiceName from, ServiceName to) {
        Instant now = clock.instant();
        NamedKey key = keys.ring(KeyPurpose.INTERNAL).newest();
        Way way = new Way(from, to);
        Issued known = issued.get(way);
        if (known != null
                && known.kid().equals(key.kid())
                && !known.at().isAfter(now)
                && known.at().plus(REUSE).isAfter(now)) {
            return known.token();
        }
        String token = sign(key, from, to, now);
        issued.put(way, new Issued(token, now, key.kid()));
        return token;
    }

    /**
     * Who shows this token to {@code audience}; empty for a token that is malformed, expired, for
     * another audience, or not signed with one of the present internal keys.
     */
    public Optional<ServiceName> verify(String token, ServiceName audience) {
        try {
            Genuine known = genuine.get(token);
            if (known != null && isPresent(known.key())) {
                return caller(known.claims(), audience);
            }
            SignedJWT jwt = SignedJWT.parse(token);
            String kid = jwt.getHeader().getKeyID();
            if (kid == null
                    || !JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
                    || !TYPE.equals(jwt.getHeader().getType())) {
                return Optional.empty();
            }
            Optional<NamedKey> key = keys.ring(KeyPurpose.INTERNAL).byId(kid);
            if (key.isEmpty() || !jwt.verify(new MACVerifier(key.get().secret()))) {
                return Optional.empty();
            }
            remember(token, new Genuine(key.get(), jwt.getJWTClaimsSet()));
            return caller(jwt.getJWTClaimsSet(), audience);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same key, not another by the same name. */
    private boolean isPresent(NamedKey key) {
        return keys.ring(KeyPurpose.INTERNAL).byId(key.kid()).filter(key::equals).isPresent();
    }

    private void remember(String token, Genuine verified) {
        if (genuine.size() >= MOST_REMEMBERED) {
            genuine.clear();
        }
        genuine.put(token, verified);
    }

    private Optional<ServiceName> caller(JWTClaimsSet claims, ServiceName audience) {
        if (claims.getIssueTime() == null
                || claims.getExpirationTime() == null
                || claims.getIssuer() == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant from = claims.getIssueTime().toInstant();
        Instant until = claims.getExpirationTime().toInstant();
        boolean inTime =
                !from.minus(SKEW).isAfter(now)
                        && until.isAfter(now)
                        && Duration.between(from, until).compareTo(LIFETIME) <= 0;
        return inTime && List.of(audience.wire()).equals(claims.getAudience())
                ? ServiceName.find(claims.getIssuer())
                : Optional.empty();
    }

    private static String sign(NamedKey key, ServiceName from, ServiceName to, Instant now) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).keyID(key.kid()).build();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(from.wire())
                        .audience(to.wire())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new MACSigner(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException(
                    "the internal key `%s` cannot sign".formatted(key.kid()), e);
        }
        return token.serialize();
    }
}
