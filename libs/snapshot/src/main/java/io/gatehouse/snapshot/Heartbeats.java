package io.gatehouse.snapshot;

import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Up to when everything that was committed has arrived here, by partition and log: the last
 * heartbeat of each. Safe for all threads. Clocks of different machines are compared, so
 * differences below their skew mean nothing.
 */
public final class Heartbeats {

    /** Milliseconds since the Unix epoch; 0 before the first heartbeat. */
    private final Map<LogName, AtomicLongArray> publishedBefore = new EnumMap<>(LogName.class);

    Heartbeats() {
        for (LogName log : LogName.values()) {
            publishedBefore.put(log, new AtomicLongArray(Topics.PARTITIONS));
        }
    }

    void beat(LogName log, int partition, Instant at) {
        AtomicLongArray beats = publishedBefore.get(log);
        if (beats != null) {
            beats.accumulateAndGet(partition, at.toEpochMilli(), Math::max);
        }
    }

    /**
     * How far behind {@code now} what is known of an account, and of {@code aws}, may be; empty
     * while a heartbeat is missing.
     */
    public Optional<Duration> lag(PolicyOwner owner, Instant now) {
        int own = Partitions.of(owner);
        int aws = Partitions.of(PolicyOwner.AWS);
        long oldest = Long.MAX_VALUE;
        for (AtomicLongArray beats : publishedBefore.values()) {
            oldest = Math.min(oldest, Math.min(beats.get(own), beats.get(aws)));
        }
        return since(oldest, now);
    }

    /** The greatest lag of any partition of a log; empty while a heartbeat is missing. */
    public Optional<Duration> lag(LogName log, Instant now) {
        AtomicLongArray beats = publishedBefore.get(log);
        long oldest = 0;
        if (beats != null) {
            oldest = beats.get(0);
            for (int partition = 1; partition < Topics.PARTITIONS; partition++) {
                oldest = Math.min(oldest, beats.get(partition));
            }
        }
        return since(oldest, now);
    }

    private static Optional<Duration> since(long oldest, Instant now) {
        return oldest == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.max(0, now.toEpochMilli() - oldest)));
    }
}
