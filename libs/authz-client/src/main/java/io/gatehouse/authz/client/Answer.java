package io.gatehouse.authz.client;

import io.gatehouse.model.Revision;

import java.util.List;

/** What came of a {@link PermissionQuestion}. Only {@link Allowed} is a yes. */
public sealed interface Answer {

    /** Whether the principal may. */
    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /**
     * @param revision of the snapshot that decided
     * @param isStale whether that snapshot had not heard from the writers for longer than its limit
     */
    record Allowed(Revision revision, boolean isStale) implements Answer {}

    /**
     * @param isExplicit whether a Deny statement applied; else nothing allowed it
     * @param layer that decided: identity, boundary, session, resource, …
     * @param message AWS's sentence, for the caller
     * @param because the policies that decided, with their statements
     */
    record Denied(
            boolean isExplicit,
            String layer,
            String message,
            List<Because> because,
            Revision revision,
            boolean isStale)
            implements Answer {

        public Denied {
            because = List.copyOf(because);
        }
    }

    /** No decision was made: the caller must not go on. */
    record Unanswered(Cause cause, String message) implements Answer {}

    /**
     * A statement that decided.
     *
     * @param policy ARN of a managed policy, or {@code kind/principal id/name} of an inline one
     * @param statement index in the document, from 0
     * @param sid empty where the statement has none
     */
    record Because(String policy, String version, int statement, String sid, String layer) {}

    /** Why there was no decision. */
    enum Cause {
        /** authz-service has not yet seen what {@code atLeast} names. */
        NOT_YET,
        /** No answer within the deadline. */
        DEADLINE,
        /** authz-service cannot be reached, is not ready, or cannot decide about this account. */
        UNAVAILABLE,
        /** The question itself is wrong: a malformed ARN, action or token. */
        INVALID,
        /** authz-service does not take questions from us. */
        NOT_PERMITTED,
        /** Anything else; a bug on one of both sides. */
        FAULT
    }
}
