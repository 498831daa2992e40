package io.gatehouse.replica.feed;

import io.gatehouse.model.PolicyOwner;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotView;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How old what is known of some accounts may be, against the two limits of DESIGN 3. */
public final class Freshness {

    private final CurrentSnapshot current;
    private final Limits limits;
    private final Instant startedAt;

    /**
     * @param startedAt from when age counts until the first heartbeat
     */
    public Freshness(CurrentSnapshot current, Limits limits, Instant startedAt) {
        this.current = current;
        this.limits = limits;
        this.startedAt = startedAt;
    }

    /**
     * @param stale beyond it, answers say that they are stale
     * @param veryStale beyond it, they say that they are very stale
     * @param deniesVeryStale whether beyond that everything is denied
     */
    public record Limits(Duration stale, Duration veryStale, boolean deniesVeryStale) {}

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
        if (age.compareTo(limits.veryStale()) > 0) {
            return Grade.VERY_STALE;
        }
        return age.compareTo(limits.stale()) > 0 ? Grade.STALE : Grade.FRESH;
    }

    /** Whether what is very stale must be denied. */
    public boolean deniesVeryStale() {
        return limits.deniesVeryStale();
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
