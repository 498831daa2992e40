package io.gatehouse.benchmarks.users;

import io.gatehouse.snapshot.LogId;
import io.gatehouse.snapshot.SnapshotReports;

/** Facts that were made here have no faults: any ends the benchmark. */
public final class NoTrouble implements SnapshotReports {

    @Override
    public void refused(String reason) {
        throw new IllegalStateException(reason);
    }

    @Override
    public void gap(LogId log, String reason) {
        throw new IllegalStateException(log + ": " + reason);
    }

    @Override
    public void unreadable(LogId log, String reason) {
        throw new IllegalStateException(log + ": " + reason);
    }

    @Override
    public void repaired(LogId log) {
        throw new IllegalStateException(log + " was broken");
    }
}
