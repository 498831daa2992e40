package io.gatehouse.eventstore;

import java.util.Optional;

/**
 * Seals and opens the personal values of one subject (DESIGN 2): AES-256-GCM under a data key of
 * the subject's own. Thread-safe.
 */
public interface PersonalValues {

    /**
     * The value as it may stand in the log, base64.
     *
     * @throws IllegalStateException when the subject has been erased
     */
    String seal(String clear);

    /**
     * What was sealed; empty once the subject has been erased.
     *
     * @throws IllegalArgumentException when the text was not sealed for this subject or was changed
     */
    Optional<String> open(String sealed);
}
