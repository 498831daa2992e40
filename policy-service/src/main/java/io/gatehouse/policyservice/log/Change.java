package io.gatehouse.policyservice.log;

import io.gatehouse.model.Refusal;

import java.util.List;

/**
 * What a command came to.
 *
 * @param <T> the answer for the caller
 */
public sealed interface Change<T> {

    /** Made of one stream or several; no streams at all: it was so already. */
    record Made<T>(T answer, List<StreamChange> streams) implements Change<T> {
        public Made {
            streams = List.copyOf(streams);
        }
    }

    record Refused<T>(Refusal refusal) implements Change<T> {}
}
