package io.gatehouse.kit.session;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionHolder;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;

/** {@link SessionClaims} as claims of a JWT. Names on the wire are written down here. */
final class SessionTokenFormat {

    static final JOSEObjectType TYPE = new JOSEObjectType("gatehouse-session+jwt");
    static final String ISSUER = "gatehouse";

    private static final String ROLE = "role";
    private static final String USER = "user";
    private static final String SIGNED_IN = "signed-in";
    private static final String FEDERATED = "federated";

    private SessionTokenFormat() {}

    static JWTClaimsSet write(SessionClaims claims) {
        SessionHolder holder = claims.holder();
        var written =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .jwtID(claims.accessKeyId().text())
                        .subject(holder.principalId())
                        .issueTime(Date.from(claims.issued()))
                        .expirationTime(Date.from(claims.expires()))
                        .claim("acc", claims.account().digits())
                        .claim("mk", claims.secretKeyId())
                        .claim("pk", PackedClaims.write(claims));
        switch (holder) {
            case SessionHolder.AssumedRole role ->
                    written.claim("knd", ROLE).claim("nam", role.sessionName());
            case SessionHolder.User _ -> written.claim("knd", USER);
            case SessionHolder.SignedIn _ -> written.claim("knd", SIGNED_IN);
            case SessionHolder.Federated federated ->
                    written.claim("knd", FEDERATED).claim("nam", federated.name());
        }
        return written.build();
    }

    /**
     * Fails with ParseException or IllegalArgumentException for claims that are not a session's.
     */
    static SessionClaims read(JWTClaimsSet claims) throws ParseException {
        if (!ISSUER.equals(claims.getIssuer())) {
            throw new ParseException("not issued here", 0);
        }
        PackedClaims.Unpacked unpacked = PackedClaims.read(text(claims, "pk"));
        return new SessionClaims(
                new UniqueId(Objects.requireNonNullElse(claims.getJWTID(), "")),
                text(claims, "mk"),
                holder(claims),
                time(claims.getIssueTime()),
                time(claims.getExpirationTime()),
                unpacked.lineage(),
                unpacked.tags(),
                unpacked.policies(),
                unpacked.facts());
    }

    private static SessionHolder holder(JWTClaimsSet claims) throws ParseException {
        AccountId account = new AccountId(text(claims, "acc"));
        String id = Objects.requireNonNullElse(claims.getSubject(), "");
        Optional<UniqueId> user =
                id.equals(account.digits()) ? Optional.empty() : Optional.of(new UniqueId(id));
        return switch (text(claims, "knd")) {
            case ROLE ->
                    new SessionHolder.AssumedRole(account, new UniqueId(id), text(claims, "nam"));
            case USER -> new SessionHolder.User(account, user);
            case SIGNED_IN -> new SessionHolder.SignedIn(account, user);
            case FEDERATED -> new SessionHolder.Federated(account, user, text(claims, "nam"));
            default -> throw new ParseException("a session of no known kind", 0);
        };
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        String text = claims.getStringClaim(name);
        if (text == null) {
            throw new ParseException("claim `%s` is missing".formatted(name), 0);
        }
        return text;
    }

    private static Instant time(@Nullable Date date) throws ParseException {
        if (date == null) {
            throw new ParseException("a time is missing", 0);
        }
        return date.toInstant();
    }
}
