package io.gatehouse.metering;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Running totals of one incarnation: of one file of counters, which belongs to one process and one
 * hour.
 *
 * @param process that counted, such as {@code authz}
 * @param hour in which everything in it happened; its first instant
 * @param isFinal whether nothing will be added any more
 * @param uncounted what there was no room to count apart, nor at all; zero unless something is
 *     badly wrong
 * @param damaged counters of a file that a lost node left half-written
 * @param totals those that have grown since the last report that was taken
 */
public record UsageReport(
        UUID incarnation,
        String process,
        Instant hour,
        boolean isFinal,
        long uncounted,
        int damaged,
        List<UsageTotal> totals) {

    public UsageReport {
        totals = List.copyOf(totals);
    }
}
