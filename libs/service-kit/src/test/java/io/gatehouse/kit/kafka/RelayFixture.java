package io.gatehouse.kit.kafka;

import io.gatehouse.eventstore.AesKeyWrapping;
import io.gatehouse.eventstore.CommandMetadata;
import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.CommandRunner;
import io.gatehouse.eventstore.LogEpochs;
import io.gatehouse.eventstore.NewEvent;
import io.gatehouse.eventstore.Origin;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Outcome;
import io.gatehouse.eventstore.Publisher;
import io.gatehouse.eventstore.Relay;
import io.gatehouse.eventstore.Shard;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.infra.TestDatabase;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.gatehouse.model.SecretKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.flywaydb.core.Flyway;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A store, a topic of its own on a real Kafka, and relays between them. */
final class RelayFixture implements AutoCloseable {

    static final int PARTITIONS = 4;
    private static final Vertx VERTX = Vertx.vertx();
    private static final CommandMetadata META =
            new CommandMetadata("AIDAACTORACTORACTORAC", Origin.none(), "request", Revision.NONE);

    final TestDatabase database = TestInfra.newDatabase("relay");
    final String topic = "facts-" + UUID.randomUUID();
    final String transactionalId = "relay-" + UUID.randomUUID();
    final Pool pool;
    final CommandRunner runner;

    RelayFixture() throws Exception {
        this(Map.of("cleanup.policy", "compact"));
    }

    RelayFixture(Map<String, String> topicConfiguration) throws Exception {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(), database.owner().role(), database.owner().password())
                .locations("classpath:db/eventstore")
                .placeholders(Map.of("app_role", database.app().role()))
                .load()
                .migrate();
        pool = Pool.pool(VERTX, connectOptions(), new PoolOptions().setMaxSize(10));
        SubjectKeys keys =
                new SubjectKeys(new AesKeyWrapping(() -> SecretKeys.of(Map.of("k", new byte[32]))));
        runner = new CommandRunner(pool, LogName.IDENTITY, keys);
        await(new LogEpochs(pool).atStart("epoch"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestInfra.kafka()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(topic, PARTITIONS, (short) 1)
                                            .configs(topicConfiguration)))
                    .all()
                    .get();
        }
    }

    static PolicyOwner account(int number) {
        return new AccountId("%012d".formatted(number));
    }

    PgConnectOptions connectOptions() {
        return new PgConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.name())
                .setUser(database.app().role())
                .setPassword(database.app().password());
    }

    Publisher kafka() {
        return new KafkaPublisher(Map.of("bootstrap.servers", TestInfra.kafka()), transactionalId);
    }

    Relay relay(Publisher publisher) {
        return new Relay(
                VERTX,
                connectOptions(),
                new Shard(0, 1, PARTITIONS),
                publisher,
                (partition, before) ->
                        new OutboxRecord(
                                topic,
                                partition,
                                "heartbeat/" + partition,
                                Long.toString(before.toEpochMilli())
                                        .getBytes(StandardCharsets.UTF_8),
                                Map.of()));
    }

    /** One command with one record: key = account, value = number, padded. */
    void write(PolicyOwner owner, int padding) {
        CommandResult<String> _ =
                await(
                        runner.run(
                                owner,
                                META,
                                log ->
                                        log.stream(new StreamName("s"))
                                                .map(_ -> outcome(owner, padding))));
    }

    private Outcome<String> outcome(PolicyOwner owner, int padding) {
        NewEvent event = new NewEvent(new StreamName("s"), "happened", 1, new byte[0]);
        return new Outcome.Append<>(
                "done",
                List.of(event),
                true,
                at ->
                        List.of(
                                new OutboxRecord(
                                        topic,
                                        Math.floorMod(owner.text().hashCode(), PARTITIONS),
                                        owner.text(),
                                        (at.position().number() + ":" + "x".repeat(padding))
                                                .getBytes(StandardCharsets.UTF_8),
                                        Map.of())));
    }

    /** One committed record as a reader sees it. */
    record Seen(String key, String value) {
        long number() {
            return Long.parseLong(value.substring(0, value.indexOf(':')));
        }
    }

    /** All that is committed now, without heartbeats, in the order of each partition. */
    List<Seen> read() {
        List<Seen> all = readAll();
        return all.stream().filter(seen -> !seen.key().startsWith("heartbeat/")).toList();
    }

    List<Seen> readAll() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestInfra.kafka(), "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Seen> seen = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(r -> seen.add(new Seen(r.key(), r.value())));
            }
            return seen;
        }
    }

    List<Long> numbersOf(PolicyOwner owner) {
        return read().stream()
                .filter(seen -> seen.key().equals(owner.text()))
                .map(Seen::number)
                .toList();
    }

    long waiting() {
        try (Connection connection = database.connect(database.owner());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM outbox")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitEmptyOutbox() {
        eventually(() -> waiting() == 0);
    }

    static void eventually(BooleanSupplier condition) {
        Instant limit = Instant.now().plusSeconds(40);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("not within 40 s");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(40));
    }

    @Override
    public void close() {
        await(pool.close());
    }
}
