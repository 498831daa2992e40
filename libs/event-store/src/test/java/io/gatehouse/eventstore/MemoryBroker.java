package io.gatehouse.eventstore;

import io.gatehouse.eventstore.Publisher.Delivery;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker that fences as Kafka does, and fails when it is told to. Thread-safe. */
final class MemoryBroker {

    private final List<OutboxRecord> committed = new ArrayList<>();
    private int generation;

    /** Publishes that are stored, but whose acknowledgement is lost. */
    final AtomicInteger lostAcknowledgements = new AtomicInteger();

    /** Publishes that fail before anything is stored. */
    final AtomicInteger failures = new AtomicInteger();

    Connection connect() {
        return new Connection();
    }

    /** Numbers of the owner's records as readers see them, duplicates and all. */
    synchronized List<Long> numbersOf(String owner) {
        return committed.stream()
                .filter(r -> r.key().equals(owner))
                .map(MemoryBroker::number)
                .toList();
    }

    synchronized List<OutboxRecord> all() {
        return List.copyOf(committed);
    }

    private static long number(OutboxRecord r) {
        byte[] value = r.value();
        return value == null ? -1 : Long.parseLong(new String(value, StandardCharsets.UTF_8));
    }

    private synchronized Delivery store(int mine, List<OutboxRecord> records) {
        if (mine != generation) {
            return new Delivery.Fenced("generation %d".formatted(generation));
        }
        if (takeOne(failures)) {
            return new Delivery.Unavailable("told to fail");
        }
        records.stream().filter(r -> !r.key().startsWith("heartbeat/")).forEach(committed::add);
        return takeOne(lostAcknowledgements)
                ? new Delivery.Unavailable("told to lose the acknowledgement")
                : new Delivery.Acknowledged();
    }

    private static boolean takeOne(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private synchronized int takeOver() {
        return ++generation;
    }

    /** One publisher. */
    final class Connection implements Publisher {

        final CountDownLatch fenced = new CountDownLatch(1);
        private int mine = -1;
        private volatile @Nullable CountDownLatch pause;
        private final CountDownLatch paused = new CountDownLatch(1);

        /** Stops before the next publish, holding what it was given, until the latch opens. */
        void pauseUntil(CountDownLatch latch) {
            pause = latch;
        }

        void awaitPaused() throws InterruptedException {
            paused.await();
        }

        @Override
        public void open() {
            mine = takeOver();
        }

        @Override
        public Delivery publish(List<OutboxRecord> records) {
            CountDownLatch latch = pause;
            if (latch != null && !records.getFirst().key().startsWith("heartbeat/")) {
                paused.countDown();
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            Delivery delivery = store(mine, records);
            if (delivery instanceof Delivery.Fenced) {
                fenced.countDown();
            }
            return delivery;
        }

        @Override
        public void close() {}
    }
}
