package io.gatehouse.metering;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One file of counters, and how much of it has been taken. Reported by one thread. */
final class Incarnation {

    private static final int MOST_TOTALS = 2_000;
    private static final Duration BEAT = Duration.ofMinutes(1);

    private final CounterFile file;
    private final long[] taken;
    private volatile @Nullable Instant retired;
    private Instant lastTaken = Instant.EPOCH;
    private boolean isDone;
    private int damaged;
    private long takenUncounted;

    private Incarnation(CounterFile file, @Nullable Instant retired) {
        this.file = file;
        this.taken = new long[file.slots()];
        this.retired = retired;
    }

    /** One that this process counts in. */
    static Incarnation live(CounterFile file) {
        return new Incarnation(file, null);
    }

    /** One that a dead process left. */
    static Incarnation left(CounterFile file) {
        return new Incarnation(file, Instant.MIN);
    }

    CounterFile file() {
        return file;
    }

    /** From now on, nobody new counts here. */
    void retire(Instant now) {
        retired = now;
    }

    boolean isRetiredBefore(Instant moment) {
        Instant since = retired;
        return since != null && since.isBefore(moment);
    }

    /** Whether its final report was taken, so that the file may go. */
    boolean isDone() {
        return isDone;
    }

    /**
     * Reports what has grown; once a minute even if nothing has, so that silence means a loss.
     *
     * @return whether all of it was taken
     */
    boolean report(UsageSink sink, boolean isFinal, Instant now) {
        if (file.hour() == 0) {
            // Made ahead by a process that died before it needed it.
            isDone = isFinal;
            return true;
        }
        damaged = 0;
        List<UsageTotal> grown = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < taken.length; slot++) {
            if (file.exists(slot)) {
                gather(slot, grown, slots);
            }
            if (grown.size() == MOST_TOTALS) {
                if (!hand(sink, grown, slots, false)) {
                    return false;
                }
                grown.clear();
                slots.clear();
            }
        }
        boolean isNews = isFinal || !grown.isEmpty() || file.uncounted() != takenUncounted;
        if (!isNews && lastTaken.plus(BEAT).isAfter(now)) {
            return true;
        }
        if (!hand(sink, grown, slots, isFinal)) {
            return false;
        }
        lastTaken = now;
        isDone = isFinal;
        return true;
    }

    private void gather(int slot, List<UsageTotal> grown, List<Integer> slots) {
        Optional<UsageKey> key = file.key(slot);
        if (key.isEmpty()) {
            damaged++;
            return;
        }
        long total = file.total(slot);
        if (total > taken[slot]) {
            Instant last = Instant.ofEpochSecond(file.lastSecond(slot));
            grown.add(new UsageTotal(key.get(), total, last));
            slots.add(slot);
        }
    }

    private boolean hand(
            UsageSink sink, List<UsageTotal> grown, List<Integer> slots, boolean isFinal) {
        if (!grown.isEmpty()) {
            file.force();
        }
        long uncounted = file.uncounted();
        boolean isTaken =
                sink.take(
                        new UsageReport(
                                file.incarnation(),
                                file.process(),
                                Instant.EPOCH.plus(Duration.ofHours(file.hour())),
                                isFinal,
                                uncounted,
                                damaged,
                                grown));
        if (isTaken) {
            takenUncounted = uncounted;
            for (int i = 0; i < slots.size(); i++) {
                taken[slots.get(i)] = grown.get(i).total();
            }
        }
        return isTaken;
    }
}
