package io.gatehouse.kit.audit;

import io.gatehouse.model.Refusal;

import java.util.Map;

/**
 * Keeps what was tried and refused, and tells what was permitted and is no event of a log. Takes no
 * number of any log, and nobody waits for it. Safe for all threads.
 */
public interface Attempts {

    void refused(Attempt attempt, Refusal why);

    /**
     * Something that took no number but that subscribers are to hear of: a sign-in, guessing.
     *
     * @param type of the event, such as {@code guessing.noticed}
     * @param data values in clear, which must name nobody and hold no secret
     */
    default void noticed(Attempt attempt, String type, Map<String, String> data) {
        noticed(attempt, type, data, Map.of());
    }

    /**
     * The same.
     *
     * @param personal values that may name people: sealed where they are kept, in clear on the
     *     topic
     */
    void noticed(
            Attempt attempt, String type, Map<String, String> data, Map<String, String> personal);

    /**
     * Something that was permitted and changed nothing. Told to subscribers soon, many at a time,
     * and not kept beside the log (ADR 202).
     */
    void allowed(Attempt attempt);
}
