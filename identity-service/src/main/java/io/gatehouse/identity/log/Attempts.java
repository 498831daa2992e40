package io.gatehouse.identity.log;

import io.gatehouse.model.Refusal;

/**
 * Keeps what was tried and refused: in the audit table and, by its outbox, on {@code
 * gatehouse.events}. Takes no number of any log, and nobody waits for it.
 */
public interface Attempts {

    void refused(Origin origin, Refusal why);
}
