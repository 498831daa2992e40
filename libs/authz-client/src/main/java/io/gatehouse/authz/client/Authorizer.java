package io.gatehouse.authz.client;

import io.smallrye.mutiny.Uni;

/**
 * Asks whether a principal may do something. Fails closed: whatever goes wrong comes back as an
 * {@link Answer.Unanswered}, which is not a yes; neither method throws nor fails for a reason of
 * the other side. Safe for all threads.
 */
public interface Authorizer {

    /** Asks without blocking; the item comes on a thread of the transport. Never fails. */
    Uni<Answer> check(PermissionQuestion question);

    /** Asks and waits, at most as long as the deadline. Not for event loops. */
    default Answer checkBlocking(PermissionQuestion question) {
        return check(question).await().indefinitely();
    }
}
