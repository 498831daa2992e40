package io.gatehouse.eventstore;

import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Refusal;

import java.time.Instant;

/**
 * How a command ended.
 *
 * @param <T> the answer for the caller
 */
public sealed interface CommandResult<T> {

    /**
     * Committed, durable.
     *
     * @param position of the command: what its revision token must name
     */
    record Committed<T>(T answer, LogPosition position, Instant time) implements CommandResult<T> {}

    /**
     * It was so already.
     *
     * @param position the log's head when it was found so
     */
    record Unchanged<T>(T answer, LogPosition position) implements CommandResult<T> {}

    /** An expected no; nothing was written. */
    record Refused<T>(Refusal refusal) implements CommandResult<T> {}
}
