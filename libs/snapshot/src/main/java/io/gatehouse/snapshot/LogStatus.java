package io.gatehouse.snapshot;

import io.gatehouse.model.LogPosition;

import java.time.Instant;

/** How much of one log a view holds. */
public sealed interface LogStatus {

    /** Nothing was ever read of it. */
    record Absent() implements LogStatus {}

    /** Everything up to there. */
    record Current(LogPosition position) implements LogStatus {}

    /** Everything up to there; then came a hole that is not yet repaired. */
    record Frozen(LogPosition position, Instant since, String reason) implements LogStatus {}

    /**
     * Too little, or something that cannot be read: no decision may rest on it.
     *
     * @param isArriving whether it lacks nothing but another log that it depends on
     */
    record Unusable(String reason, boolean isArriving) implements LogStatus {}

    /** The one value for logs that were never read. */
    LogStatus ABSENT = new Absent();
}
