package io.gatehouse.replica;

import io.gatehouse.snapshot.LogId;
import io.gatehouse.snapshot.SnapshotReports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Writes what the snapshot meets to the application's log. */
final class LoggedReports implements SnapshotReports {

    private static final Logger LOG = System.getLogger(EmbeddedReplica.class.getName());

    @Override
    public void refused(String reason) {
        LOG.log(Level.WARNING, "fact refused: {0}", reason);
    }

    @Override
    public void gap(LogId log, String reason) {
        LOG.log(Level.ERROR, "gap in {0}: {1}; it stands still until published again", log, reason);
    }

    @Override
    public void unreadable(LogId log, String reason) {
        LOG.log(
                Level.ERROR,
                "unreadable fact in {0}: {1}; nothing is decided about this account",
                log,
                reason);
    }

    @Override
    public void repaired(LogId log) {
        LOG.log(Level.INFO, "{0} is whole again", log);
    }
}
