package io.gatehouse.identity.log;

import io.gatehouse.kit.audit.Attempt;
import io.gatehouse.model.Refusal;

import java.util.Map;

/**
 * Keeps what was tried and refused, and tells what was permitted and is no event: in the audit
 * table and, by its outbox, on {@code gatehouse.events}. Takes no number of any log, and nobody
 * waits for it.
 */
public interface Attempts {

    /** The principal of an origin whose caller was not verified; such attempts are rate-limited. */
    String UNAUTHENTICATED = Attempt.UNAUTHENTICATED;

    void refused(Origin origin, Refusal why);

    /**
     * Something that took no number but that subscribers are to hear of: a sign-in, guessing.
     *
     * @param type of the event, such as {@code sign-in.failed}
     * @param data values in clear, which must name nobody and hold no secret
     */
    default void noticed(Origin origin, String type, Map<String, String> data) {
        noticed(origin, type, data, Map.of());
    }

    /**
     * The same.
     *
     * @param personal values that may name people: sealed where they are kept, in clear on the
     *     topic
     */
    void noticed(
            Origin origin, String type, Map<String, String> data, Map<String, String> personal);

    /** Something that was permitted and changed nothing: told, and not kept (ADR 202). */
    void allowed(Origin origin);
}
