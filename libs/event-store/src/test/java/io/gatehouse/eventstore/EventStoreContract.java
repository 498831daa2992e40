package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.Eventually.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.eventstore.ChainVerifier.Verdict;
import io.gatehouse.eventstore.StoreUnderTest.Held;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** What every store must hold, whatever it is made of (DESIGN 2). */
abstract class EventStoreContract {

    private static final PolicyOwner ADA = account(1);
    private static final PolicyOwner BOB = account(2);

    private StoreUnderTest store;

    /** An empty store. */
    abstract StoreUnderTest open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void sixteen_writers_on_one_account_get_numbers_without_gaps_in_commit_order()
            throws Exception {
        List<Callable<List<LogPosition>>> writers = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
            String stream = "stream/" + writer % 4;
            writers.add(() -> {
                List<LogPosition> positions = new ArrayList<>();
                for (int i = 0; i < 15; i++) {
                    positions.add(store.append(ADA, stream, "x"));
                }
                return positions;
            });
        }
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            Future<Boolean> noGapSeen = reader.submit(() -> neverSeesAGap(done));
            List<LogPosition> answered;
            try {
                answered = inParallel(writers).stream().flatMap(List::stream).toList();
            } finally {
                done.countDown();
            }
            assertThat(noGapSeen.get()).as("a reader at any moment").isTrue();
            assertThat(answered)
                    .extracting(LogPosition::number)
                    .containsExactlyInAnyOrderElementsOf(numbers(240));
        }
        List<StoredEvent> log = store.log(ADA);
        assertThat(log).extracting(StoredEvent::number).isEqualTo(numbers(240));
        assertThat(log).extracting(StoredEvent::time).isSorted();
        assertStreamsHaveNoGaps(log);
        assertThat(store.verify(ADA)).isInstanceOf(Verdict.Intact.class);
    }

    @Test
    void sixteen_writers_on_many_accounts_do_not_disturb_each_other() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
            int offset = writer;
            writers.add(() -> {
                for (int i = 0; i < 16; i++) {
                    store.append(account((offset + i) % 8), "s", "x");
                }
                return offset;
            });
        }
        inParallel(writers);
        for (int account = 0; account < 8; account++) {
            assertThat(store.log(account(account)))
                    .extracting(StoredEvent::number)
                    .isEqualTo(numbers(32));
            assertThat(store.verify(account(account))).isInstanceOf(Verdict.Intact.class);
        }
    }

    @Test
    void a_transaction_held_open_while_others_commit_is_not_skipped_and_keeps_its_order()
            throws Exception {
        MemoryBroker broker = new MemoryBroker();
        try (Relay relay = store.relay(broker.connect());
                ExecutorService writers = Executors.newFixedThreadPool(2)) {
            relay.start();
            store.append(ADA, "s", "x");
            Future<LogPosition> slow;
            Future<LogPosition> behind;
            try (Held _ = store.holdCommits(ADA)) {
                // Everything is written, its place in every sequence is taken, but not committed.
                slow = writers.submit(() -> store.append(ADA, "s", "slow"));
                behind = writers.submit(() -> store.append(ADA, "s", "behind"));
                for (int i = 0; i < 20; i++) {
                    store.append(BOB, "s", "x");
                }
                eventually(() -> broker.numbersOf(BOB.text()).size() == 20);
                assertThat(broker.numbersOf(ADA.text())).isEqualTo(numbers(1));
            }
            slow.get();
            behind.get();
            eventually(() -> store.waiting() == 0);
            assertThat(broker.numbersOf(ADA.text())).isEqualTo(numbers(3));
            assertThat(broker.numbersOf(BOB.text())).isEqualTo(numbers(20));
        }
    }

    @Test
    void what_was_committed_before_a_crash_is_published_by_the_next_relay() {
        MemoryBroker broker = new MemoryBroker();
        for (int i = 0; i < 10; i++) {
            store.append(ADA, "s", "x");
        }
        try (Relay relay = store.relay(broker.connect())) {
            relay.start();
            eventually(() -> store.waiting() == 0);
        }
        assertThat(broker.numbersOf(ADA.text())).isEqualTo(numbers(10));
    }

    @Test
    void a_broker_that_fails_and_loses_acknowledgements_gets_everything_in_order_at_last() {
        MemoryBroker broker = new MemoryBroker();
        broker.failures.set(2);
        broker.lostAcknowledgements.set(2);
        try (Relay relay = store.relay(broker.connect())) {
            relay.start();
            for (int i = 0; i < 20; i++) {
                store.append(ADA, "s", "x");
            }
            eventually(() -> store.waiting() == 0);
        }
        List<Long> seen = broker.numbersOf(ADA.text());
        // Duplicates and replays: a reader that keeps the highest number misses none and ends
        // right.
        assertThat(seen.stream().distinct().toList()).isEqualTo(numbers(20));
        assertThat(seen.getLast()).isEqualTo(20);
        long known = 0;
        for (long number : seen) {
            assertThat(number).as("no gap for a reader").isLessThanOrEqualTo(known + 1);
            known = Math.max(known, number);
        }
    }

    @Test
    void a_relay_paused_replaced_and_woken_adds_nothing_old() throws Exception {
        MemoryBroker broker = new MemoryBroker();
        MemoryBroker.Connection old = broker.connect();
        CountDownLatch wake = new CountDownLatch(1);
        old.pauseUntil(wake);
        try (Relay paused = store.relay(old)) {
            paused.start();
            store.append(ADA, "s", "x");
            old.awaitPaused();
            // The paused one has the shard still, as it believes; the broker knows better.
            MemoryBroker.Connection successor = broker.connect();
            successor.open();
            successor.publish(TestStore.records(ADA, 1, 2));
            wake.countDown();
            old.fenced.await();
            assertThat(broker.numbersOf(ADA.text())).isEqualTo(numbers(2));
        }
    }

    @Test
    void a_restored_backup_reuses_numbers_but_never_in_the_same_epoch() {
        store.append(ADA, "s", "kept");
        StoreUnderTest restored = store.restoredBackup();
        try (restored) {
            // What the original went on to write is the number 2 of the first epoch.
            LogPosition after = restored.append(ADA, "s", "other history");
            LogPosition lost =
                    new LogPosition(ADA, after.log(), restored.log(ADA).getFirst().epoch(), 2);
            assertThat(after.number()).isEqualTo(2);
            assertThat(after.epoch()).isNotEqualTo(lost.epoch());
            assertThat(after.includes(lost)).as("a token of the lost number").isFalse();
            assertThat(restored.pendingRepublication()).containsExactly(ADA);
            assertThat(restored.verify(ADA)).isInstanceOf(Verdict.Intact.class);
            restored.republish(ADA, "again");
            assertThat(restored.pendingRepublication()).isEmpty();
        }
    }

    @Test
    void a_republication_takes_no_number_and_comes_after_what_was_committed_before_it() {
        MemoryBroker broker = new MemoryBroker();
        store.append(ADA, "user/1", "x");
        store.append(ADA, "user/2", "x");
        assertThat(store.republish(ADA, "r1")).isEqualTo(3);
        assertThat(store.append(ADA, "user/1", "x").number()).isEqualTo(3);
        try (Relay relay = store.relay(broker.connect())) {
            relay.start();
            eventually(() -> store.waiting() == 0);
        }
        assertThat(broker.all())
                .extracting(r -> r.headers().getOrDefault("republication", ""))
                .containsExactly("", "", "r1", "r1", "r1", "");
        assertThat(broker.all().getLast().headers()).containsEntry("base", "r1@2");
    }

    private boolean neverSeesAGap(CountDownLatch done) {
        boolean gapless = true;
        while (done.getCount() > 0) {
            List<StoredEvent> log = store.log(ADA);
            gapless &= log.isEmpty() || log.getLast().number() == log.size();
        }
        return gapless;
    }

    private static void assertStreamsHaveNoGaps(List<StoredEvent> log) {
        Map<StreamName, Long> versions = new HashMap<>();
        for (StoredEvent event : log) {
            assertThat(event.streamVersion())
                    .isEqualTo(versions.merge(event.stream(), 1L, Long::sum));
        }
    }

    private static <T> List<T> inParallel(Collection<Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static PolicyOwner account(int number) {
        return new AccountId("%012d".formatted(number));
    }

    private static List<Long> numbers(int upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().toList();
    }
}
