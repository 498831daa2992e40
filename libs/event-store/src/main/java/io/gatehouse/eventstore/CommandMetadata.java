package io.gatehouse.eventstore;

import io.gatehouse.model.Revision;

import java.util.Optional;

/**
 * Who asks and why; stands beside each event of the command.
 *
 * @param actor unique id of the principal that acts (an account's id for its root), whose subject
 *     key seals {@code origin}
 * @param requestId of the request
 * @param cause id of the event that made this necessary; empty for a request of its own
 * @param note how it was authorised where that was not as usual (a stale snapshot); else empty
 * @param seen positions of other logs that the caller had seen (DESIGN 2, "Facts")
 * @param invocation of a request that its client may repeat: it is carried out once
 */
public record CommandMetadata(
        String actor,
        Origin origin,
        String requestId,
        String cause,
        String note,
        Revision seen,
        Optional<InvocationKey> invocation) {

    public CommandMetadata {
        if (actor.isBlank() || requestId.isBlank()) {
            throw new IllegalArgumentException("a command has an actor and a request id");
        }
    }

    /** A request that is not known again. */
    public CommandMetadata(
            String actor,
            Origin origin,
            String requestId,
            String cause,
            String note,
            Revision seen) {
        this(actor, origin, requestId, cause, note, seen, Optional.empty());
    }

    /** A request of its own, authorised as usual. */
    public CommandMetadata(String actor, Origin origin, String requestId, Revision seen) {
        this(actor, origin, requestId, "", "", seen);
    }
}
