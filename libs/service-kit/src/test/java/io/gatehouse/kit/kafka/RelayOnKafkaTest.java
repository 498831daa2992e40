package io.gatehouse.kit.kafka;

import static io.gatehouse.kit.kafka.RelayFixture.account;
import static io.gatehouse.kit.kafka.RelayFixture.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Publisher;
import io.gatehouse.eventstore.Publisher.Delivery;
import io.gatehouse.eventstore.Relay;
import io.gatehouse.eventstore.RelayState;
import io.gatehouse.kit.kafka.RelayFixture.Seen;
import io.gatehouse.kit.relay.OutboxMetrics;
import io.gatehouse.kit.relay.RelayShards;
import io.gatehouse.model.PolicyOwner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

class RelayOnKafkaTest {

    private static final PolicyOwner ADA = account(1);
    private static final PolicyOwner BOB = account(2);

    @Test
    void what_was_committed_before_a_crash_of_the_relay_is_published_by_the_next_in_order()
            throws Exception {
        try (RelayFixture fixture = new RelayFixture()) {
            for (int i = 0; i < 20; i++) {
                fixture.write(ADA, 0);
                fixture.write(BOB, 0);
            }
            assertThat(fixture.read()).isEmpty();
            try (Relay relay = fixture.relay(fixture.kafka())) {
                relay.start();
                fixture.awaitEmptyOutbox();
            }
            assertThat(fixture.numbersOf(ADA)).isEqualTo(numbers(20));
            assertThat(fixture.numbersOf(BOB)).isEqualTo(numbers(20));
        }
    }

    @Test
    void a_relay_that_died_between_acknowledgement_and_delete_leaves_duplicates_and_no_reversal()
            throws Exception {
        try (RelayFixture fixture = new RelayFixture()) {
            fixture.write(ADA, 0);
            fixture.write(ADA, 0);
            // Publishes and dies: the rows stay.
            try (Publisher publisher = fixture.kafka()) {
                publisher.open();
                assertThat(publisher.publish(records(fixture, ADA, 1, 2)))
                        .isInstanceOf(Delivery.Acknowledged.class);
            }
            fixture.write(ADA, 0);
            try (Relay relay = fixture.relay(fixture.kafka())) {
                relay.start();
                fixture.awaitEmptyOutbox();
            }
            assertThat(fixture.numbersOf(ADA)).containsExactly(1L, 2L, 1L, 2L, 3L);
            assertThat(last(fixture, ADA)).isEqualTo(3);
        }
    }

    @Test
    void a_relay_paused_replaced_and_woken_is_fenced_and_an_old_state_never_ends_last()
            throws Exception {
        try (RelayFixture fixture = new RelayFixture()) {
            PausedPublisher paused = new PausedPublisher(fixture.kafka());
            Relay old = fixture.relay(paused);
            old.start();
            fixture.write(ADA, 0);
            assertThat(paused.paused.await(30, TimeUnit.SECONDS)).isTrue();
            // The paused relay holds number 1 in its hands. Its turn is taken away, as when its
            // host is cut off from the database.
            endConnectionOfTheServingRelay(fixture);
            try (Relay successor = fixture.relay(fixture.kafka())) {
                successor.start();
                fixture.write(ADA, 0);
                fixture.awaitEmptyOutbox();
                paused.woken.countDown();
                assertThat(paused.fenced.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(fixture.numbersOf(ADA)).isEqualTo(numbers(2));
            }
            old.close();
        }
    }

    @Test
    void an_account_whose_record_cannot_be_delivered_stops_and_the_others_go_on() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (RelayFixture fixture = new RelayFixture();
                Relay relay = fixture.relay(fixture.kafka());
                RelayShards shards = new RelayShards(1, _ -> relay);
                OutboxMetrics metrics = new OutboxMetrics(fixture.pool, shards, meters)) {
            assertThat(meters.get("gatehouse.outbox.rows").gauge().value())
                    .as("nobody was asked yet")
                    .isNaN();
            metrics.start();
            fixture.write(ADA, 0);
            fixture.write(ADA, 5_000_000);
            fixture.write(ADA, 0);
            fixture.write(BOB, 0);
            shards.start();
            eventually(() -> fixture.waiting() == 2);
            eventually(() ->
                    relay.state() instanceof RelayState.Serving(var stopped)
                            && stopped.containsKey(ADA.text()));
            assertThat(meters.get("gatehouse.relay.stopped").gauge().value()).isEqualTo(1);
            eventually(() -> meters.get("gatehouse.outbox.rows").gauge().value() == 2);
            assertThat(meters.get("gatehouse.outbox.age").gauge().value()).isPositive();
            fixture.write(BOB, 0);
            eventually(() -> fixture.waiting() == 2);
            // What came before goes out; nothing after it does: not skipped, kept.
            assertThat(fixture.numbersOf(BOB)).isEqualTo(numbers(2));
            assertThat(fixture.numbersOf(ADA)).isEqualTo(numbers(1));
        }
    }

    @Test
    void a_relay_restarted_in_the_middle_skips_nothing_and_keeps_the_order() throws Exception {
        try (RelayFixture fixture = new RelayFixture()) {
            Thread writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 150; i++) {
                                    fixture.write(i % 3 == 0 ? BOB : ADA, 0);
                                }
                            });
            for (int restart = 0; restart < 3; restart++) {
                try (Relay relay = fixture.relay(fixture.kafka())) {
                    relay.start();
                    int goal = (restart + 1) * 20;
                    eventually(() -> fixture.read().size() >= goal);
                }
            }
            writer.join();
            try (Relay relay = fixture.relay(fixture.kafka())) {
                relay.start();
                fixture.awaitEmptyOutbox();
            }
            assertThat(fixture.numbersOf(ADA)).isEqualTo(numbers(100));
            assertThat(fixture.numbersOf(BOB)).isEqualTo(numbers(50));
        }
    }

    @Test
    void two_instances_take_turns_and_the_second_goes_on_when_the_first_ends() throws Exception {
        try (RelayFixture fixture = new RelayFixture();
                Relay second = fixture.relay(fixture.kafka())) {
            Relay first = fixture.relay(fixture.kafka());
            first.start();
            eventually(() -> first.state() instanceof RelayState.Serving);
            second.start();
            eventually(() -> second.state() instanceof RelayState.StandingBy);
            fixture.write(ADA, 0);
            fixture.awaitEmptyOutbox();
            first.close();
            fixture.write(ADA, 0);
            fixture.awaitEmptyOutbox();
            assertThat(fixture.numbersOf(ADA)).isEqualTo(numbers(2));
        }
    }

    @Test
    void compaction_between_two_reads_keeps_the_last_state_of_every_account() throws Exception {
        Map<String, String> eager =
                Map.of(
                        "cleanup.policy", "compact",
                        "min.cleanable.dirty.ratio", "0.001",
                        "segment.ms", "100",
                        "delete.retention.ms", "100",
                        "max.compaction.lag.ms", "100");
        try (RelayFixture fixture = new RelayFixture(eager);
                Relay relay = fixture.relay(fixture.kafka())) {
            relay.start();
            for (int i = 0; i < 30; i++) {
                fixture.write(ADA, 0);
                fixture.write(BOB, 0);
            }
            fixture.awaitEmptyOutbox();
            assertThat(last(fixture, ADA)).isEqualTo(30);
            // Heartbeats roll the segments until the cleaner has been by.
            eventually(() -> fixture.numbersOf(ADA).size() < 30);
            assertThat(last(fixture, ADA)).isEqualTo(30);
            assertThat(last(fixture, BOB)).isEqualTo(30);
        }
    }

    @Test
    void a_heartbeat_never_passes_a_commit_that_is_still_under_way() throws Exception {
        try (RelayFixture fixture = new RelayFixture();
                Relay relay = fixture.relay(fixture.kafka())) {
            relay.start();
            eventually(() -> !heartbeats(fixture).isEmpty());
            try (Connection open = fixture.database.connect(fixture.database.app());
                    Statement statement = open.createStatement()) {
                // As the runner does: an id first, then the commit time, then nothing for a while.
                open.setAutoCommit(false);
                statement.execute(
                        "INSERT INTO unique_value (kind, scope, value, holder)"
                                + " VALUES ('k', '', 'v', 'h')");
                long commitTime = clock(statement);
                int before = beatsSeen(fixture);
                eventually(() -> beatsSeen(fixture) > before + 8);
                assertThat(heartbeats(fixture).values()).allMatch(t -> t <= commitTime);
                open.commit();
                eventually(
                        () -> heartbeats(fixture).values().stream().allMatch(t -> t > commitTime));
            }
        }
    }

    private static int beatsSeen(RelayFixture fixture) {
        return (int)
                fixture.readAll().stream().filter(s -> s.key().startsWith("heartbeat/")).count();
    }

    /** The last heartbeat of each partition. */
    private static Map<String, Long> heartbeats(RelayFixture fixture) {
        Map<String, Long> last = new HashMap<>();
        for (Seen seen : fixture.readAll()) {
            if (seen.key().startsWith("heartbeat/")) {
                last.put(seen.key(), Long.parseLong(seen.value()));
            }
        }
        return last;
    }

    private static long clock(Statement statement) throws SQLException {
        try (var rows =
                statement.executeQuery(
                        "SELECT ceil(extract(epoch FROM clock_timestamp()) * 1000)::bigint")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void endConnectionOfTheServingRelay(RelayFixture fixture) throws SQLException {
        try (Connection connection = fixture.database.connect(fixture.database.app());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    SELECT pg_terminate_backend(l.pid)
                    FROM pg_locks l
                    JOIN pg_database d ON d.oid = l.database
                    WHERE l.locktype = 'advisory' AND d.datname = current_database()
                    """);
        }
    }

    private static List<OutboxRecord> records(
            RelayFixture fixture, PolicyOwner owner, long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number ->
                        new OutboxRecord(
                                fixture.topic,
                                Math.floorMod(owner.text().hashCode(), RelayFixture.PARTITIONS),
                                owner.text(),
                                (number + ":").getBytes(StandardCharsets.UTF_8),
                                Map.of()))
                .toList();
    }

    private static long last(RelayFixture fixture, PolicyOwner owner) {
        return fixture.numbersOf(owner).getLast();
    }

    private static List<Long> numbers(int upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().toList();
    }
}
