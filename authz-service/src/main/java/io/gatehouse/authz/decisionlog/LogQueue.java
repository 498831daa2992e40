package io.gatehouse.authz.decisionlog;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decisions on their way to Kafka: from those that decide to the one thread that writes, and on
 * until Kafka has them. Never blocks; safe for all threads. Counted until {@link #gone}.
 */
final class LogQueue {

    private final int capacity;
    private final ConcurrentLinkedQueue<Decided> entries = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();

    private record Waiter(int wanted, UniEmitter<? super Void> emitter) {}

    LogQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Takes it if there is room. */
    boolean offer(Decided entry) {
        if (held.incrementAndGet() > capacity) {
            held.decrementAndGet();
            return false;
        }
        return entries.add(entry);
    }

    /** Takes it in any case: {@link #room} has seen to it that there is some. */
    void add(Decided entry) {
        held.incrementAndGet();
        entries.add(entry);
    }

    /** The next one to write; null if there is none. */
    @Nullable Decided poll() {
        return entries.poll();
    }

    /** Kafka has it, or it was given up. */
    void gone() {
        held.decrementAndGet();
        wake();
    }

    int held() {
        return held.get();
    }

    /**
     * Done when there is room for that many; fails when the patience is at its end. Those who are
     * let in at the same moment may together take more than the capacity.
     */
    Uni<Void> room(int wanted, Duration patience) {
        if (fits(wanted)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    Waiter waiter = new Waiter(wanted, emitter);
                    emitter.onTermination(() -> waiters.remove(waiter));
                    waiters.add(waiter);
                    wake();
                })
                .emitOn(Infrastructure.getDefaultExecutor())
                .ifNoItem()
                .after(patience)
                .fail();
    }

    private void wake() {
        Iterator<Waiter> each = waiters.iterator();
        while (each.hasNext()) {
            Waiter waiter = each.next();
            if (fits(waiter.wanted)) {
                each.remove();
                waiter.emitter.complete(null);
            }
        }
    }

    /** A request that wants more than there ever is waits for an empty log. */
    private boolean fits(int wanted) {
        int now = held.get();
        return now == 0 || now + wanted <= capacity;
    }
}
