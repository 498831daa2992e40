package io.gatehouse.kit.audit;

import io.gatehouse.model.Refusal;

import java.util.Map;

/**
 * Keeps what was tried and refused. Takes no number of any log, and nobody waits for it. Safe for
 * all threads.
 */
public interface Attempts {

    void refused(Attempt attempt, Refusal why);

    /**
     * Something that took no number but that subscribers are to hear of: a sign-in, guessing.
     *
     * @param type of the event, such as {@code guessing.noticed}
     * @param data values in clear, which must name nobody and hold no secret
     */
    void noticed(Attempt attempt, String type, Map<String, String> data);
}
