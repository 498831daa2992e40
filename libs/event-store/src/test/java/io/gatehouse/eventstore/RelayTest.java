package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.Eventually.eventually;
import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class RelayTest {

    private static final PolicyOwner ADA = new AccountId("000000000001");
    private static final PolicyOwner BOB = new AccountId("000000000002");

    private final MemoryBroker broker = new MemoryBroker();
    private TestStore store;

    @BeforeEach
    void open() {
        store = new TestStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void records_of_one_command_leave_in_one_broker_transaction() {
        for (int i = 0; i < 40; i++) {
            write(i % 2 == 0 ? ADA : BOB, 37);
        }
        Batches batches = new Batches(broker.connect());
        try (Relay relay = store.relay(batches)) {
            relay.start();
            eventually(() -> store.count("SELECT count(*) FROM outbox") == 0);
        }
        assertThat(broker.numbersOf(ADA.text())).hasSize(20 * 37).isSorted();
        assertThat(batches.all).hasSizeGreaterThan(1);
        for (List<OutboxRecord> batch : batches.all) {
            assertThat(batch.size() % 37).as("whole commands").isZero();
        }
    }

    @Test
    void a_command_larger_than_a_round_goes_out_and_does_not_hold_up_others() {
        write(ADA, 1_700);
        write(BOB, 1);
        write(ADA, 1);
        try (Relay relay = store.relay(broker.connect())) {
            relay.start();
            eventually(() -> store.count("SELECT count(*) FROM outbox") == 0);
        }
        assertThat(broker.numbersOf(ADA.text())).hasSize(1_701).isSorted().endsWith(2L);
        assertThat(broker.numbersOf(BOB.text())).hasSize(1);
    }

    @Test
    void a_commit_wakes_the_relay() {
        try (Relay relay = store.relay(broker.connect())) {
            relay.start();
            write(ADA, 1);
            eventually(() -> broker.numbersOf(ADA.text()).size() == 1);
            // Polling alone would take half a second on average.
            long start = System.nanoTime();
            for (int i = 2; i <= 11; i++) {
                int wanted = i;
                write(ADA, 1);
                eventually(() -> broker.numbersOf(ADA.text()).size() == wanted);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void facts_and_what_is_told_besides_leave_in_one_broker_transaction() {
        write(ADA, 2);
        store.asOwner(
                """
                INSERT INTO audit_outbox
                    (owner, number, remaining, topic, partition, key, value, headers, created_at)
                VALUES ('%1$s', 0, 0, 'events', 0, 'told', '7', '{}', now())
                """
                        .formatted(ADA.text()));
        Batches batches = new Batches(broker.connect());
        try (Relay relay = store.relay(batches)) {
            relay.start();
            eventually(() -> store.count("SELECT count(*) FROM outbox") == 0);
        }
        assertThat(batches.all).singleElement().asInstanceOf(LIST).hasSize(3);
        assertThat(store.count("SELECT count(*) FROM audit_outbox")).isZero();
    }

    @Test
    void while_commands_keep_coming_faster_than_rounds_end_they_are_left_to_gather() {
        Busy busy = new Busy(broker.connect());
        try (Relay relay = store.relay(busy)) {
            relay.start();
            write(ADA, 1);
            eventually(() -> busy.begun.size() == Busy.ROUNDS);
        }
        int last = Busy.ROUNDS - 2;
        long took = busy.ended.get(last) - busy.begun.get(last);
        assertThat(busy.begun.get(last + 1) - busy.ended.get(last))
                .as("nanoseconds until the next, after a round of more than %d", took)
                .isGreaterThanOrEqualTo(Math.min(2 * took, 40_000_000));
    }

    /** During each round for twenty milliseconds another command is committed. */
    private final class Busy implements Publisher {

        static final int ROUNDS = 8;
        private final Publisher publisher;
        private final List<Long> begun = new CopyOnWriteArrayList<>();
        private final List<Long> ended = new CopyOnWriteArrayList<>();

        Busy(Publisher publisher) {
            this.publisher = publisher;
        }

        @Override
        public void open() {
            publisher.open();
        }

        @Override
        public Delivery publish(List<OutboxRecord> records) {
            boolean isRound = !records.getFirst().key().startsWith("heartbeat/");
            if (isRound && begun.size() < ROUNDS) {
                long from = System.nanoTime();
                begun.add(from);
                write(BOB, 1);
                eventually(() -> System.nanoTime() - from > 20_000_000);
                ended.add(System.nanoTime());
            }
            return publisher.publish(records);
        }

        @Override
        public void close() {
            publisher.close();
        }
    }

    @Test
    void a_row_that_nobody_was_notified_of_is_found_by_polling() {
        try (Relay relay = store.relay(broker.connect())) {
            relay.start();
            eventually(() -> relay.state() instanceof RelayState.Serving);
            store.asOwner(
                    """
                    INSERT INTO outbox
                        (owner, number, remaining, topic, partition, key, value, headers, created_at)
                    VALUES ('%1$s', 1, 0, 'facts', 0, '%1$s', '1', '{}', now())
                    """
                            .formatted(ADA.text()));
            eventually(() -> broker.numbersOf(ADA.text()).size() == 1);
        }
    }

    @Test
    void the_backlog_says_how_much_waits_and_how_long() {
        assertThat(await(OutboxBacklog.ask(store.pool)))
                .isEqualTo(new OutboxBacklog(0, Duration.ZERO));
        write(ADA, 3);
        store.asOwner("UPDATE outbox SET created_at = now() - interval '1 minute'");
        OutboxBacklog backlog = await(OutboxBacklog.ask(store.pool));
        assertThat(backlog.rows()).isEqualTo(3);
        assertThat(backlog.age()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(90));
    }

    private void write(PolicyOwner owner, int records) {
        CommandResult<String> _ =
                await(
                        store.runner.run(
                                owner,
                                META,
                                log ->
                                        log.stream(new StreamName("s"))
                                                .map(_ ->
                                                        new Outcome.Append<>(
                                                                "x",
                                                                List.of(TestStore.event("s", "x")),
                                                                true,
                                                                at ->
                                                                        Collections.nCopies(
                                                                                records,
                                                                                TestStore.record(
                                                                                        owner,
                                                                                        at.position()
                                                                                                .number(),
                                                                                        Map
                                                                                                .of()))))));
    }

    /** Remembers what was published together. */
    private record Batches(Publisher publisher, List<List<OutboxRecord>> all) implements Publisher {

        Batches(Publisher publisher) {
            this(publisher, new CopyOnWriteArrayList<>());
        }

        @Override
        public void open() {
            publisher.open();
        }

        @Override
        public Delivery publish(List<OutboxRecord> records) {
            if (!records.getFirst().key().startsWith("heartbeat/")) {
                all.add(records);
            }
            return publisher.publish(records);
        }

        @Override
        public void close() {
            publisher.close();
        }
    }
}
