package io.gatehouse.identity.authentication;

import io.gatehouse.identity.accesskey.PresentedKeys.PresentedKey;
import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.session.LiveSession;
import io.gatehouse.identity.session.SessionLimits;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.session.SessionClaims;

import java.time.Instant;
import java.util.Optional;

/**
 * Who is said to have signed.
 *
 * @param secret empty for an inactive key and for a session that has ended: no signature counts
 * @param session present for temporary credentials
 */
record Signer(Caller caller, Optional<SecretKey> secret, Optional<SessionClaims> session) {

    static Signer of(PresentedKey key) {
        return new Signer(key.caller(), key.secret(), Optional.empty());
    }

    static Signer of(LiveSession session) {
        return new Signer(session.caller(), session.secret(), Optional.of(session.claims()));
    }

    /** Why a right signature does not count: the session is over. */
    Optional<Refusal> expired(Instant now) {
        return session.filter(claims -> !claims.expires().isAfter(now))
                .map(_ ->
                        new Refusal(
                                ErrorCode.EXPIRED_TOKEN,
                                "The security token included in the request is expired"));
    }

    /** Why the action is not for this kind of session. */
    Optional<Refusal> limit(String action) {
        return session.flatMap(claims -> SessionLimits.refusal(claims, action));
    }
}
