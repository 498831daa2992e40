package io.gatehouse.identity.session;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionFacts;
import io.gatehouse.model.session.SessionHolder;
import io.gatehouse.model.session.SessionLineage;
import io.gatehouse.model.session.SessionPolicies;
import io.gatehouse.model.session.SessionTags;

import java.time.Duration;
import java.util.Optional;

/**
 * A session that may be given: everything is decided and checked. Immutable; each {@code with}
 * gives a changed copy.
 *
 * @param lineage what the session rests on; it ends with any of that
 */
public record SessionRequest(
        SessionHolder holder,
        Duration duration,
        SessionLineage lineage,
        SessionTags tags,
        SessionPolicies policies,
        SessionFacts facts) {

    /** A session of a role, without tags, policies and facts. */
    public static SessionRequest ofRole(
            AccountId account,
            UniqueId role,
            String sessionName,
            Duration duration,
            SessionLineage lineage) {
        return of(new SessionHolder.AssumedRole(account, role, sessionName), duration, lineage);
    }

    /**
     * A session of a person who signed in, with the user's rights and without the limits of
     * GetSessionToken.
     *
     * @param user empty for root
     */
    public static SessionRequest ofSignedIn(
            AccountId account, Optional<UniqueId> user, Duration duration) {
        return of(new SessionHolder.SignedIn(account, user), duration, SessionLineage.NONE);
    }

    static SessionRequest of(SessionHolder holder, Duration duration, SessionLineage lineage) {
        return new SessionRequest(
                holder,
                duration,
                lineage,
                SessionTags.NONE,
                SessionPolicies.NONE,
                SessionFacts.NONE);
    }

    public SessionRequest withTags(SessionTags other) {
        return new SessionRequest(holder, duration, lineage, other, policies, facts);
    }

    public SessionRequest withPolicies(SessionPolicies other) {
        return new SessionRequest(holder, duration, lineage, tags, other, facts);
    }

    public SessionRequest withFacts(SessionFacts other) {
        return new SessionRequest(holder, duration, lineage, tags, policies, other);
    }
}
