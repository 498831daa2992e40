package io.gatehouse.model.session;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;

import java.time.Instant;

/**
 * All that a session token says.
 *
 * @param accessKeyId {@code ASIA…}, which the token is bound to
 * @param secretKeyId of the master key that the session's secret derives from
 * @param issued in whole seconds
 * @param expires in whole seconds; from then on the session is over
 */
public record SessionClaims(
        UniqueId accessKeyId,
        String secretKeyId,
        SessionHolder holder,
        Instant issued,
        Instant expires,
        SessionLineage lineage,
        SessionTags tags,
        SessionPolicies policies,
        SessionFacts facts) {

    public AccountId account() {
        return holder.account();
    }

    /** What sessions that come from this one rest on: all that this does, and its holder. */
    public SessionLineage descent() {
        return lineage.with(new SessionLineage.Link(account(), holder.principalId()));
    }

    /** The same without what makes it large: tags and policies. */
    public SessionClaims bare() {
        return new SessionClaims(
                accessKeyId,
                secretKeyId,
                holder,
                issued,
                expires,
                lineage,
                SessionTags.NONE,
                SessionPolicies.NONE,
                facts);
    }

    /** The same with other facts. */
    public SessionClaims with(SessionFacts other) {
        return new SessionClaims(
                accessKeyId, secretKeyId, holder, issued, expires, lineage, tags, policies, other);
    }
}
