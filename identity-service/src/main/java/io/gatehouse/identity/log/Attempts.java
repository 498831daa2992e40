package io.gatehouse.identity.log;

import io.gatehouse.kit.audit.Attempt;
import io.gatehouse.model.Refusal;

import java.util.Map;

/**
 * Keeps what was tried and refused: in the audit table and, by its outbox, on {@code
 * gatehouse.events}. Takes no number of any log, and nobody waits for it.
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
    void noticed(Origin origin, String type, Map<String, String> data);
}
