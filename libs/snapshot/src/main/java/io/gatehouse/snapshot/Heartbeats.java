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
import java.util.function.LongSupplier;

/**
 * Up to when everything that was committed has arrived here, by partition and log: the last
 * heartbeat of each. Safe for all threads. Clocks of different machines are compared, so
 * differences below their skew mean nothing; and since clocks can be set back, the lag is never
 * less than the time that has passed, by a clock that only goes on, since the heartbeat arrived.
 */
public final class Heartbeats {

    private static final long MISSING = -1;
    private static final LogName[] LOGS = LogName.values();

    /** Milliseconds since the Unix epoch; 0 before the first heartbeat. */
    private final Map<LogName, AtomicLongArray> publishedBefore = new EnumMap<>(LogName.class);

    /** When the last newer heartbeat came, in nanoseconds of {@link #nanoTime}. */
    private final Map<LogName, AtomicLongArray> arrived = new EnumMap<>(LogName.class);

    private final LongSupplier nanoTime;

    Heartbeats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (LogName log : LogName.values()) {
            publishedBefore.put(log, new AtomicLongArray(Topics.PARTITIONS));
            arrived.put(log, new AtomicLongArray(Topics.PARTITIONS));
        }
    }

    void beat(LogName log, int partition, Instant at) {
        AtomicLongArray beats = publishedBefore.get(log);
        AtomicLongArray arrivals = arrived.get(log);
        if (beats != null && arrivals != null && at.toEpochMilli() > beats.get(partition)) {
            arrivals.set(partition, nanoTime.getAsLong());
            beats.set(partition, at.toEpochMilli());
        }
    }

    /**
     * How far behind {@code now} what is known of an account, and of {@code aws}, may be; empty
     * while a heartbeat is missing.
     */
    public Optional<Duration> lag(PolicyOwner owner, Instant now) {
        int own = Partitions.of(owner);
        int aws = Partitions.of(PolicyOwner.AWS);
        long greatest = 0;
        for (LogName log : LOGS) {
            greatest = greater(greatest, lag(log, own, now));
            greatest = greater(greatest, lag(log, aws, now));
        }
        return duration(greatest);
    }

    /** The greatest lag of any partition of a log; empty while a heartbeat is missing. */
    public Optional<Duration> lag(LogName log, Instant now) {
        long greatest = 0;
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            greatest = greater(greatest, lag(log, partition, now));
        }
        return duration(greatest);
    }

    /** In milliseconds. */
    private long lag(LogName log, int partition, Instant now) {
        AtomicLongArray beats = publishedBefore.get(log);
        AtomicLongArray arrivals = arrived.get(log);
        if (beats == null || arrivals == null || beats.get(partition) == 0) {
            return MISSING;
        }
        long byTheClock = now.toEpochMilli() - beats.get(partition);
        long passed = (nanoTime.getAsLong() - arrivals.get(partition)) / 1_000_000;
        return Math.max(0, Math.max(byTheClock, passed));
    }

    private static long greater(long a, long b) {
        return a == MISSING || b == MISSING ? MISSING : Math.max(a, b);
    }

    private static Optional<Duration> duration(long millis) {
        return millis == MISSING ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
