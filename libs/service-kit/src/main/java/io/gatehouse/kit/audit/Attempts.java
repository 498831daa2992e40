package io.gatehouse.kit.audit;

import io.gatehouse.model.Refusal;

/**
 * Keeps what was tried and refused. Takes no number of any log, and nobody waits for it. Safe for
 * all threads.
 */
public interface Attempts {

    void refused(Attempt attempt, Refusal why);
}
