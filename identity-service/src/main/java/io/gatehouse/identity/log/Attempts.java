package io.gatehouse.identity.log;

import io.gatehouse.kit.audit.Attempt;
import io.gatehouse.model.Refusal;

/**
 * Keeps what was tried and refused: in the audit table and, by its outbox, on {@code
 * gatehouse.events}. Takes no number of any log, and nobody waits for it.
 */
public interface Attempts {

    /** The principal of an origin whose caller was not verified; such attempts are rate-limited. */
    String UNAUTHENTICATED = Attempt.UNAUTHENTICATED;

    void refused(Origin origin, Refusal why);
}
