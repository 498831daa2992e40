package io.gatehouse.replica.feed;

import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.LogId;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotView;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The snapshot that decisions use: the last one that was caught up. While the facts are read again
 * from their beginning, the former one stays. Safe for all threads; only the feed's thread writes.
 */
public class CurrentSnapshot {

    private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Snapshot current;
    private volatile Map<LogId, String> halted = Map.of();
    private volatile Set<LogId> gaps = Set.of();
    private volatile int waitingLogs;

    private record Waiter(Revision wanted, UniEmitter<? super SnapshotView> emitter) {}

    /** Empty until the first catch-up is complete: nothing can be decided. */
    public Optional<Snapshot> snapshot() {
        return Optional.ofNullable(current);
    }

    /** Logs that stand still, and why. */
    public Map<LogId, String> halted() {
        return halted;
    }

    /** Those of {@link #halted()} that their owner can repair by publishing again. */
    public Set<LogId> gaps() {
        return gaps;
    }

    /** How many logs are held back until another one arrives. */
    public int waitingLogs() {
        return waitingLogs;
    }

    /**
     * A view that includes {@code wanted}, and in which no account of it is still arriving: at once
     * if there is one, else as soon as there is.
     *
     * @return fails with {@link NotYetException} when the time is over
     */
    public Uni<SnapshotView> atLeast(Revision wanted, Duration patience) {
        SnapshotView now = viewWith(wanted);
        if (now != null) {
            return Uni.createFrom().item(now);
        }
        return Uni.createFrom()
                .<SnapshotView>emitter(emitter -> {
                    Waiter waiter = new Waiter(wanted, emitter);
                    emitter.onTermination(() -> waiters.remove(waiter));
                    waiters.add(waiter);
                    wake(waiter);
                })
                .emitOn(Infrastructure.getDefaultExecutor())
                .ifNoItem()
                .after(patience)
                .failWith(() -> new NotYetException(patience));
    }

    /** Told by the feed after each round of records. */
    public void changed(Snapshot snapshot) {
        if (snapshot.isCaughtUp()) {
            current = snapshot;
            halted = snapshot.halted();
            gaps = snapshot.gaps();
            waitingLogs = snapshot.waiting();
            Iterator<Waiter> each = waiters.iterator();
            while (each.hasNext()) {
                if (wake(each.next())) {
                    each.remove();
                }
            }
        }
    }

    private boolean wake(Waiter waiter) {
        SnapshotView view = viewWith(waiter.wanted);
        if (view == null) {
            return false;
        }
        waiter.emitter.complete(view);
        return true;
    }

    private @Nullable SnapshotView viewWith(Revision wanted) {
        Snapshot snapshot = current;
        if (snapshot == null) {
            return null;
        }
        SnapshotView view = snapshot.view();
        boolean isThere =
                view.includes(wanted)
                        && wanted.positions().stream()
                                .noneMatch(position -> view.isArriving(position.owner()));
        return isThere ? view : null;
    }
}
