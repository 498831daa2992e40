package io.gatehouse.authz.feed;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.replica.feed.SavedFacts;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotFile;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

/** Where snapshots begin: empty, or as a file of this machine left them. */
@ApplicationScoped
class SnapshotOrigin {

    private final FactMac mac;
    private final FeedReports reports;
    private final FeedSettings settings;
    private final InstantSource clock;
    private final FactReader reader;

    SnapshotOrigin(FactMac mac, FeedReports reports, FeedSettings settings, InstantSource clock) {
        this.mac = mac;
        this.reports = reports;
        this.settings = settings;
        this.clock = clock;
        this.reader = new FactReader(mac);
    }

    Snapshot fresh() {
        return new Snapshot(reader, reports, clock);
    }

    /** Null where no file is configured. */
    @Nullable SavedFacts saved() {
        return settings.snapshotFile()
                .map(path ->
                        new SavedFacts(
                                new SnapshotFile(path, mac, clock),
                                settings.snapshotInterval(),
                                image -> Snapshot.restored(image, reader, reports, clock),
                                System::nanoTime))
                .orElse(null);
    }
}
