package io.gatehouse.metering;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * Counts who used what, by the hour. What was counted before {@link #count} returned is in a file
 * that outlives the process; the next {@link #open} of the same directory finds it, so that counts
 * are published at least once, as running totals, of which the greatest is right.
 *
 * <p>Each hour, and each file that is full, begins a new file: an incarnation. A file that is no
 * longer counted in is kept for a while, in case a thread was stopped just before it counted, then
 * reported as final and removed when the report was taken.
 *
 * <p>{@link #count} is safe for all threads and takes no lock for a key that was counted before;
 * {@link #publish} is for one thread.
 */
public final class UsageCounters implements AutoCloseable {

    private static final long SECONDS_PER_HOUR = 3600;

    /** With so many files that nobody takes, new keys are counted more coarsely. */
    private static final int MOST_FILES = 32;

    private final Path directory;
    private final String process;
    private final Limits limits;
    private final InstantSource clock;
    private final List<Incarnation> incarnations = new ArrayList<>();
    private final Queue<CounterFile> spare = new ArrayDeque<>();
    private volatile CounterTable active;
    private @Nullable CounterTable previous;
    private Instant previousUntil = Instant.MIN;

    /**
     * @param slots of a file, a power of two: how many keys it can count apart is three quarters
     * @param mostSlots to which a file may grow when the one before it was full
     * @param grace how long a file that is no longer counted in is kept
     */
    public record Limits(int slots, int mostSlots, Duration grace) {

        public static final Limits DEFAULT = new Limits(1 << 14, 1 << 18, Duration.ofSeconds(30));

        public Limits {
            if (Integer.bitCount(slots) != 1 || Integer.bitCount(mostSlots) != 1) {
                throw new IllegalArgumentException("slots are a power of two");
            }
        }
    }

    private UsageCounters(Path directory, String process, Limits limits, InstantSource clock) {
        this.directory = directory;
        this.process = process;
        this.limits = limits;
        this.clock = clock;
        this.active = begin(limits.slots(), hourOf(clock.instant().getEpochSecond()));
    }

    /**
     * Makes the directory if need be, takes over what dead processes left in it, and is ready to
     * count.
     *
     * @param process for reports, such as {@code authz}
     */
    public static UsageCounters open(
            Path directory, String process, Limits limits, InstantSource clock) {
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            List<CounterFile> left = new ArrayList<>();
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(CounterFile.SUFFIX))
                        .sorted()
                        .forEach(file -> CounterFile.adopt(file).ifPresent(left::add));
            }
            UsageCounters counters = new UsageCounters(directory, process, limits, clock);
            left.forEach(file -> counters.incarnations.add(Incarnation.left(file)));
            return counters;
        } catch (IOException e) {
            throw new UncheckedIOException("usage cannot be counted in " + directory, e);
        }
    }

    /**
     * Counts one. Returns after it is in the file.
     *
     * @param second since the epoch, of the moment to be billed
     */
    public void count(
            String account, String principal, String service, String action, long second) {
        CounterTable table = active;
        if (table.hour() == hourOf(second)
                && table.count(account, principal, service, action, second)) {
            return;
        }
        countSlowly(new UsageKey(account, principal, service, action).clean(), second);
    }

    /**
     * Reports what has grown since the last time; removes what is final and was taken.
     *
     * @return whether everything was taken
     */
    public boolean publish(UsageSink sink) {
        prepareSpare();
        boolean isAllTaken = true;
        for (Incarnation incarnation : current()) {
            isAllTaken &= incarnation.report(sink, isFinal(incarnation), clock.instant());
            if (incarnation.isDone()) {
                forget(incarnation);
            }
        }
        return isAllTaken;
    }

    /**
     * The last report: everything is final, unless a count comes all the same, which the next
     * {@link #open} then finds. Files stay until then.
     */
    public boolean publishLast(UsageSink sink) {
        boolean isAllTaken = true;
        for (Incarnation incarnation : current()) {
            isAllTaken &= incarnation.report(sink, true, clock.instant());
        }
        return isAllTaken;
    }

    /** Lets go of the files; they stay. */
    @Override
    public synchronized void close() {
        incarnations.forEach(incarnation -> incarnation.file().close());
        incarnations.clear();
        spare.forEach(CounterFile::delete);
        spare.clear();
    }

    private synchronized void countSlowly(UsageKey key, long second) {
        long hour = hourOf(second);
        if (hour < active.hour() && countedLate(key, hour, second)) {
            return;
        }
        if (hour > active.hour()) {
            rotate(active.file().slots(), hour);
        }
        if (active.countNew(key, false, second)) {
            return;
        }
        if (active.isFull() && incarnations.size() < MOST_FILES) {
            rotate(Math.min(limits.mostSlots(), 2 * active.file().slots()), hour);
            if (active.countNew(key, false, second)) {
                return;
            }
        }
        if (!active.countNew(key.ofService(), true, second)
                && !active.countNew(key.ofAccount(), true, second)) {
            active.file().addUncounted();
        }
    }

    /**
     * In the file before, while it is kept: of a thread that the turn of the hour overtook. What is
     * later still, or earlier by a clock that was set back, counts in the present hour.
     */
    private boolean countedLate(UsageKey key, long hour, long second) {
        CounterTable before = previous;
        return before != null
                && before.hour() == hour
                && clock.instant().isBefore(previousUntil)
                && before.countNew(key, false, second);
    }

    private void rotate(int slots, long hour) {
        Instant now = clock.instant();
        incarnations.stream()
                .filter(incarnation -> incarnation.file() == active.file())
                .forEach(incarnation -> incarnation.retire(now));
        previous = active;
        previousUntil = now.plus(limits.grace().dividedBy(2));
        active = begin(slots, hour);
    }

    private CounterTable begin(int slots, long hour) {
        CounterFile ready = spare.poll();
        if (ready != null && ready.slots() != slots) {
            ready.delete();
            ready = null;
        }
        CounterFile file = ready == null ? CounterFile.create(directory, process, slots) : ready;
        file.begin(hour);
        incarnations.add(Incarnation.live(file));
        return new CounterTable(file);
    }

    /** Made here, so that the turn of the hour costs a decision next to nothing. */
    private synchronized void prepareSpare() {
        if (spare.isEmpty()) {
            spare.add(CounterFile.create(directory, process, active.file().slots()));
        }
    }

    private synchronized List<Incarnation> current() {
        return List.copyOf(incarnations);
    }

    private synchronized void forget(Incarnation incarnation) {
        incarnations.remove(incarnation);
        incarnation.file().delete();
    }

    private boolean isFinal(Incarnation incarnation) {
        return incarnation.isRetiredBefore(clock.instant().minus(limits.grace()));
    }

    private static long hourOf(long second) {
        return Math.floorDiv(second, SECONDS_PER_HOUR);
    }
}
