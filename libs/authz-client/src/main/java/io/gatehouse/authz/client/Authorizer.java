package io.gatehouse.authz.client;

import io.smallrye.mutiny.Uni;

import java.util.List;

/**
 * Asks whether a principal may do something. Fails closed: whatever goes wrong comes back as an
 * {@link Answer.Unanswered}, which is not a yes; no method throws or fails for a reason of the
 * other side. Safe for all threads.
 *
 * <p>Made by {@link Authorizers}: one that asks, inside others that each add one thing.
 */
public interface Authorizer {

    /** Asks without blocking; the item comes on a thread of the transport. Never fails. */
    Uni<Answer> check(PermissionQuestion question);

    /**
     * Asks many at once; the answers are in the order of the questions. Never fails: what goes
     * wrong is the answer of the questions that it concerns.
     */
    default Uni<List<Answer>> checkAll(List<PermissionQuestion> questions) {
        return questions.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(questions.stream().map(this::check).toList()).andFailFast();
    }

    /** Asks and waits, at most as long as the deadline. Not for event loops. */
    default Answer checkBlocking(PermissionQuestion question) {
        return check(question).await().indefinitely();
    }
}
