package io.gatehouse.snapshot;

/**
 * What the {@link Snapshot} tells the outside while it applies records: called on the writer's
 * thread, must return quickly and not throw.
 */
public interface SnapshotReports {

    /** A record that is not ours, or not in its place, was left out. */
    void refused(String reason);

    /**
     * The log has a hole: it stays as it is, and its owner must be asked to publish it again. Told
     * once for each hole.
     */
    void gap(LogId log, String reason);

    /** A record of ours cannot be read here: no decision about the account until it is replaced. */
    void unreadable(LogId log, String reason);

    /** The log is whole again. */
    void repaired(LogId log);

    /** Listens to nothing. */
    SnapshotReports NONE =
            new SnapshotReports() {
                @Override
                public void refused(String reason) {}

                @Override
                public void gap(LogId log, String reason) {}

                @Override
                public void unreadable(LogId log, String reason) {}

                @Override
                public void repaired(LogId log) {}
            };
}
