package io.gatehouse.authz.feed;

import io.gatehouse.model.PolicyOwner;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotView;
import io.quarkus.runtime.Startup;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;

/** How old what is known of some accounts may be, against the two limits of DESIGN 3. */
@Startup
@ApplicationScoped
public class Freshness {

    private final CurrentSnapshot current;
    private final FeedSettings.Staleness limits;
    private final Instant startedAt;

    Freshness(CurrentSnapshot current, FeedSettings settings, InstantSource clock) {
        this.current = current;
        this.limits = settings.staleness();
        this.startedAt = clock.instant();
    }

    /** The three grades of freshness. */
    public enum Grade {
        FRESH,
        STALE,
        VERY_STALE
    }

    /**
     * The grade of the oldest of the owners: by the heartbeats of their partitions, and by how long
     * a hole in their logs has been open. Before the first heartbeat, age counts from the start.
     */
    public Grade of(SnapshotView view, Collection<? extends PolicyOwner> owners, Instant now) {
        Duration age = Duration.ZERO;
        for (PolicyOwner owner : owners) {
            Duration heard =
                    current.snapshot()
                            .map(Snapshot::heartbeats)
                            .flatMap(beats -> beats.lag(owner, now))
                            .orElseGet(() -> Duration.between(startedAt, now));
            Duration frozen =
                    view.frozenSince(owner)
                            .map(since -> Duration.between(since, now))
                            .orElse(Duration.ZERO);
            age = max(age, max(heard, frozen));
        }
        if (age.compareTo(limits.veryStaleLimit()) > 0) {
            return Grade.VERY_STALE;
        }
        return age.compareTo(limits.limit()) > 0 ? Grade.STALE : Grade.FRESH;
    }

    /** Whether what is very stale must be denied. */
    public boolean deniesVeryStale() {
        return limits.veryStale() == FeedSettings.VeryStale.DENY;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
