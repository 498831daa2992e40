package io.gatehouse.identity.session;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionLineage;
import io.gatehouse.model.session.SessionLineage.Link;
import io.gatehouse.model.session.SessionTags;
import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.Optional;

/**
 * Where a caller's own credentials come from, and so what sessions rest on that it asks for.
 *
 * @param session what the caller's token says; empty for a long-term key
 */
record Ancestry(Caller caller, Optional<SessionClaims> session) {

    static Uni<Ancestry> of(Call call, LiveSessions sessions) {
        Caller caller = call.caller();
        return caller.session().isEmpty()
                ? Uni.createFrom().item(new Ancestry(caller, Optional.empty()))
                : sessions.claims(caller.session().get())
                        .map(claims -> {
                            if (claims.isEmpty()) {
                                throw new IllegalStateException(
                                        "a caller whose session token is not genuine");
                            }
                            return new Ancestry(caller, claims);
                        });
    }

    /** Of a session that is given to the caller itself. */
    SessionLineage own() {
        return session.map(SessionClaims::descent)
                .orElseGet(() ->
                        new SessionLineage(
                                List.of(
                                        new Link(caller.account(), caller.accessKeyId()),
                                        new Link(caller.account(), caller.principalId())),
                                List.of()));
    }

    /** Of a session that is somebody else's than the caller's: a role's, a federated user's. */
    SessionLineage through() {
        return own().through(caller.arn());
    }

    /** Whether a role assumed now is assumed by a role (SEMANTICS 8, role chaining). */
    boolean isChained() {
        return caller instanceof Caller.AssumedRole;
    }

    /** The transitive tags that a role assumed now has from the start. */
    SessionTags inherited() {
        return session.map(claims -> claims.tags().inherited()).orElse(SessionTags.NONE);
    }

    Optional<String> sourceIdentity() {
        return session.flatMap(claims -> claims.facts().sourceIdentity());
    }
}
