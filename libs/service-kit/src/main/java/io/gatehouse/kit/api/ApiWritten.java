package io.gatehouse.kit.api;

import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;

/**
 * The answer of a write and what a reader must have seen to see it.
 *
 * @param revision goes out in the header {@code X-Gatehouse-Revision}
 */
public record ApiWritten<O>(O answer, Revision revision) {

    public static <O> ApiWritten<O> at(LogPosition position, O answer) {
        return new ApiWritten<>(answer, Revision.of(position));
    }
}
