package io.gatehouse.authz.feed;

import io.gatehouse.snapshot.LogId;
import io.gatehouse.snapshot.SnapshotReports;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/** Logs and counts what the snapshot meets. */
@ApplicationScoped
public class FeedReports implements SnapshotReports {

    private static final Logger LOG = Logger.getLogger(FeedReports.class);

    private final Counter refused;
    private final Counter gaps;
    private final Counter unreadable;
    private final Counter repaired;

    FeedReports(MeterRegistry metrics) {
        refused = metrics.counter("gatehouse.facts.refused");
        gaps = metrics.counter("gatehouse.facts.gaps");
        unreadable = metrics.counter("gatehouse.facts.unreadable");
        repaired = metrics.counter("gatehouse.facts.repaired");
    }

    @Override
    public void refused(String reason) {
        refused.increment();
        LOG.warnf("fact refused: %s", reason);
    }

    @Override
    public void gap(LogId log, String reason) {
        gaps.increment();
        LOG.errorf("gap in %s: %s; it stands still until it is published again", log, reason);
    }

    @Override
    public void unreadable(LogId log, String reason) {
        unreadable.increment();
        LOG.errorf("unreadable fact in %s: %s; nothing is decided about this account", log, reason);
    }

    @Override
    public void repaired(LogId log) {
        repaired.increment();
        LOG.infof("%s is whole again", log);
    }
}
