package io.gatehouse.kit.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

import io.gatehouse.kit.call.VerifyingKeys;
import io.gatehouse.model.session.SessionClaims;
import io.smallrye.mutiny.Uni;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads session tokens that identity-service signed. Expiry is told, not judged: whoever asks
 * compares {@link SessionClaims#expires()} with its clock. What was verified is remembered for
 * {@link #REMEMBERED}, so that a withdrawn key stops counting soon. Safe for all threads.
 */
public final class SessionTokenVerifier {

    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int MOST_REMEMBERED = 10_000;

    private final VerifyingKeys keys;
    private final Clock clock;
    private final Map<String, Known> known =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    private record Known(SessionClaims claims, Instant at) {}

    public SessionTokenVerifier(VerifyingKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What the token says; empty where it is not one of ours. Fails with ServiceUnavailable where
     * the keys cannot be had.
     */
    public Uni<Optional<SessionClaims>> verify(String token) {
        SessionClaims remembered = remembered(token);
        if (remembered != null) {
            return Uni.createFrom().item(Optional.of(remembered));
        }
        if (token.length() > SessionTokenIssuer.MOST) {
            return nobodys();
        }
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (ParseException e) {
            return nobodys();
        }
        String kid = jwt.getHeader().getKeyID();
        if (kid == null
                || !JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                || !SessionTokenFormat.TYPE.equals(jwt.getHeader().getType())) {
            return nobodys();
        }
        return keys.containing(kid).map(set -> claims(token, jwt, kid, set));
    }

    private Optional<SessionClaims> claims(String token, SignedJWT jwt, String kid, JWKSet set) {
        try {
            if (!(set.getKeyByKeyId(kid) instanceof ECKey verifying)
                    || !jwt.verify(new ECDSAVerifier(verifying))) {
                return Optional.empty();
            }
            SessionClaims claims = SessionTokenFormat.read(jwt.getJWTClaimsSet());
            synchronized (known) {
                known.put(token, new Known(claims, clock.instant()));
            }
            return Optional.of(claims);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private @Nullable SessionClaims remembered(String token) {
        synchronized (known) {
            Known found = known.get(token);
            if (found == null) {
                return null;
            }
            if (found.at().plus(REMEMBERED).isAfter(clock.instant())) {
                return found.claims();
            }
            known.remove(token);
            return null;
        }
    }

    private static Uni<Optional<SessionClaims>> nobodys() {
        return Uni.createFrom().item(Optional.empty());
    }
}
