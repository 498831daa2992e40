package io.gatehouse.eventstore;

import io.gatehouse.infra.TestDatabase;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.gatehouse.model.SecretKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

import org.flywaydb.core.Flyway;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** An empty store of its own in the shared PostgreSQL, used with the runtime role. */
final class TestStore implements AutoCloseable {

    static final int PARTITIONS = 4;
    static final Vertx VERTX = Vertx.vertx();
    static final CommandMetadata META =
            new CommandMetadata(
                    "AIDATESTTESTTESTTESTT",
                    new Origin(List.of("arn:aws:iam::000000000001:user/ada"), "192.0.2.1", "agent"),
                    "request-1",
                    Revision.NONE);

    final TestDatabase database;
    final Pool pool;
    final SubjectKeys keys;
    final CommandRunner runner;
    final LogEpochs epochs;

    TestStore() {
        this(TestInfra.newDatabase("store"));
        migrate(database);
        await(epochs.atStart("epoch-1"));
    }

    /** Over what a database holds. */
    TestStore(TestDatabase database) {
        this.database = database;
        this.pool = Pool.pool(VERTX, connectOptions(), new PoolOptions().setMaxSize(20));
        this.keys =
                new SubjectKeys(
                        new AesKeyWrapping(() -> SecretKeys.of(Map.of("k1", new byte[32]))));
        this.runner = new CommandRunner(pool, LogName.IDENTITY, keys);
        this.epochs = new LogEpochs(pool);
    }

    static void migrate(TestDatabase database) {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(), database.owner().role(), database.owner().password())
                .locations("classpath:db/eventstore")
                .placeholders(Map.of("app_role", database.app().role()))
                .load()
                .migrate();
    }

    PgConnectOptions connectOptions() {
        return new PgConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.name())
                .setUser(database.app().role())
                .setPassword(database.app().password())
                .setCachePreparedStatements(true)
                .setPipeliningLimit(16);
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(60));
    }

    /**
     * Reads a stream and appends one event of type {@code happened} with a record of its number.
     */
    static Function<LockedLog, Uni<Outcome<String>>> append(String stream, String payload) {
        return log ->
                log.stream(new StreamName(stream))
                        .map(_ ->
                                new Outcome.Append<>(
                                        payload,
                                        List.of(event(stream, payload)),
                                        true,
                                        TestStore::fact));
    }

    static NewEvent event(String stream, String payload) {
        return new NewEvent(
                new StreamName(stream), "happened", 1, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** One record per command: key = owner, value = number. */
    static List<OutboxRecord> fact(CommitPosition at) {
        String base = at.base().map(b -> b.id() + "@" + b.number()).orElse("");
        return List.of(record(at.position().owner(), at.position().number(), Map.of("base", base)));
    }

    static OutboxRecord record(PolicyOwner owner, long number, Map<String, String> headers) {
        return new OutboxRecord(
                "facts",
                Math.floorMod(owner.text().hashCode(), PARTITIONS),
                owner.text(),
                Long.toString(number).getBytes(StandardCharsets.UTF_8),
                headers);
    }

    static List<OutboxRecord> records(PolicyOwner owner, long... numbers) {
        return LongStream.of(numbers).mapToObj(n -> record(owner, n, Map.of())).toList();
    }

    Relay relay(Publisher publisher) {
        return new Relay(
                VERTX,
                connectOptions(),
                new Shard(0, 1, PARTITIONS),
                publisher,
                (partition, before) ->
                        new OutboxRecord(
                                "facts",
                                partition,
                                "heartbeat/" + partition,
                                Long.toString(before.toEpochMilli())
                                        .getBytes(StandardCharsets.UTF_8),
                                Map.of()));
    }

    /** As the database's owner, who may do anything: looks at rows or damages them. */
    void asOwner(String sql) {
        try (Connection connection = database.connect(database.owner());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long count(String query) {
        try (Connection connection = database.connect(database.owner());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(pool.close());
    }
}
