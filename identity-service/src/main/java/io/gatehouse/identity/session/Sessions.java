package io.gatehouse.identity.session;

import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.kit.session.SessionSecrets;
import io.gatehouse.kit.session.SessionTokenIssuer;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.AccountInKeyId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionClaims;

import jakarta.enterprise.context.ApplicationScoped;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives sessions: the one door for AssumeRole in all its forms, GetSessionToken, GetFederationToken
 * and signing in. Whoever asks has decided that the session may be given; here only its size can be
 * refused. Safe for all threads.
 */
@ApplicationScoped
public class Sessions {

    private static final String GIVEN = "session.given";
    private static final SecureRandom CHANCE = new SecureRandom();

    private final SessionTokenIssuer issuer;
    private final SessionSecrets secrets;
    private final Clock clock;
    private final Attempts attempts;

    Sessions(SessionTokenIssuer issuer, SessionSecrets secrets, Clock clock, Attempts attempts) {
        this.issuer = issuer;
        this.secrets = secrets;
        this.clock = clock;
        this.attempts = attempts;
    }

    /**
     * As {@link #issue(SessionRequest)}, and tells so: to the account of who asked, and to that of
     * whose the session is.
     */
    public IssuedSession give(SessionRequest asked, SessionGift gift) {
        IssuedSession issued = issue(asked);
        Map<String, String> data =
                Map.of(
                        "access_key_id",
                        issued.accessKeyId().text(),
                        "expires",
                        issued.expires().toString());
        Map<String, String> personal = new TreeMap<>();
        personal.put("session", gift.session().toString());
        asked.facts().sourceIdentity().ifPresent(id -> personal.put("source_identity", id));
        Origin asker = Origin.of(gift.call(), gift.action(), gift.resource());
        attempts.noticed(asker, GIVEN, data, personal);
        AccountId owner = asked.holder().account();
        if (!owner.equals(asker.account())) {
            attempts.noticed(asker.toldTo(owner), GIVEN, data, personal);
        }
        return issued;
    }

    /**
     * Credentials that hold from now on; {@code aws:TokenIssueTime} is now in whole seconds. Throws
     * RefusedException PackedPolicyTooLarge where tags and policies do not fit into a token.
     */
    public IssuedSession issue(SessionRequest asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return issue(
                new SessionClaims(
                        AccountInKeyId.temporaryKey(asked.holder().account(), CHANCE),
                        secrets.newestKeyId(),
                        asked.holder(),
                        now,
                        now.plus(asked.duration()),
                        asked.lineage(),
                        asked.tags(),
                        asked.policies(),
                        asked.facts()));
    }

    /** A token of claims that were a session's already, changed. */
    IssuedSession issue(SessionClaims claims) {
        return switch (issuer.issue(claims)) {
            case SessionTokenIssuer.Outcome.Issued(SessionToken token, int percent) ->
                    new IssuedSession(
                            claims.accessKeyId(),
                            secret(claims, token),
                            token,
                            claims.expires(),
                            percent);
            case SessionTokenIssuer.Outcome.TooLarge(int percent) ->
                    throw RefusedException.of(
                            ErrorCode.PACKED_POLICY_TOO_LARGE,
                            "Packed size of session tags and session policies consumes %d%% of"
                                            .formatted(percent)
                                    + " allotted space, please use a smaller policy.");
        };
    }

    private SecretKey secret(SessionClaims claims, SessionToken token) {
        UniqueId key = claims.accessKeyId();
        return new SecretKey(
                secrets.secretOf(claims.secretKeyId(), key, token)
                        .orElseThrow(
                                () -> new IllegalStateException("the newest master key is gone")));
    }
}
