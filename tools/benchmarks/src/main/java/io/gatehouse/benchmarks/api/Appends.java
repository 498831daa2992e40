package io.gatehouse.benchmarks.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Load;
import io.gatehouse.benchmarks.load.Rounds;
import io.gatehouse.eventstore.AesKeyWrapping;
import io.gatehouse.eventstore.CommandMetadata;
import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.CommandRunner;
import io.gatehouse.eventstore.CommitPosition;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.eventstore.LogEpochs;
import io.gatehouse.eventstore.NewEvent;
import io.gatehouse.eventstore.Origin;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Outcome;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.infra.PostgresServer;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.model.SecretKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

import org.flywaydb.core.Flyway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * G9: appends through the command runner beside pgbench, which runs the same statements for the
 * same owners in the same database. PostgreSQL is a process of its own, with fsync.
 */
final class Appends implements AutoCloseable {

    static final int CLIENTS = 16;
    private static final int MANY = 100;
    private static final String DATABASE = "bench";
    private static final String ROLE = "bench_app";
    private static final String PASSWORD = "bench-password";
    private static final byte[] PAYLOAD = "x".repeat(200).getBytes(UTF_8);
    private static final CommandMetadata META =
            new CommandMetadata(
                    "AIDABENCHBENCHBENCHBE",
                    new Origin(List.of("arn:aws:iam::000000000001:user/ada"), "192.0.2.1", "agent"),
                    "request-1",
                    Revision.NONE);

    private final Path directory;
    private final PostgresServer server;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final CommandRunner runner;
    private final AtomicLong streams = new AtomicLong();

    private Appends() throws IOException {
        directory = Files.createTempDirectory("gatehouse-bench-postgres");
        server = PostgresServer.start(directory, 0, PASSWORD);
        server.ensureRole(ROLE, PASSWORD);
        server.ensureDatabase(DATABASE, "postgres");
        server.allowConnect(DATABASE, ROLE);
        Flyway.configure()
                .dataSource(server.jdbcUrl(DATABASE), "postgres", PASSWORD)
                .locations("classpath:db/eventstore")
                .placeholders(Map.of("app_role", ROLE))
                .load()
                .migrate();
        PgConnectOptions options =
                new PgConnectOptions()
                        .setHost(server.host())
                        .setPort(server.port())
                        .setDatabase(DATABASE)
                        .setUser(ROLE)
                        .setPassword(PASSWORD)
                        .setCachePreparedStatements(true)
                        .setPipeliningLimit(16);
        pool = Pool.pool(vertx, options, new PoolOptions().setMaxSize(CLIENTS));
        SubjectKeys keys =
                new SubjectKeys(
                        new AesKeyWrapping(() -> SecretKeys.of(Map.of("k1", new byte[32]))));
        runner = new CommandRunner(pool, LogName.IDENTITY, keys);
        var _ = new LogEpochs(pool).atStart("epoch-1").await().atMost(Duration.ofSeconds(30));
    }

    static void measure(Effort effort, Results results) throws IOException {
        Optional<Path> program = PgBench.find();
        if (program.isEmpty()) {
            results.remark(
                    "G9 is not measured: there is no pgbench; install it (Debian, Ubuntu: apt-get"
                            + " install postgresql-contrib; Fedora: dnf install postgresql-contrib;"
                            + " macOS: brew install postgresql)");
            return;
        }
        try (Appends appends = new Appends()) {
            PgBench pgbench = new PgBench(program.get(), appends.server, DATABASE, ROLE, PASSWORD);
            appends.beside(effort, results, pgbench, 1);
            appends.beside(effort, results, pgbench, MANY);
        }
    }

    private void beside(Effort effort, Results results, PgBench pgbench, int events) {
        Call command = number -> append(number, events).subscribeAsCompletionStage();
        // Makes the owners' heads and keys too, which pgbench finds.
        Load.warm(command, CLIENTS, effort.warm());
        String ours = "command runner, commits of %d events".formatted(events);
        String theirs = "pgbench, commits of %d events".formatted(events);
        Map<String, Supplier<Figures>> loads = new LinkedHashMap<>();
        loads.put(theirs, () -> pgbench.run(events, effort.measured()));
        loads.put(ours, () -> Load.closed(command, CLIENTS, effort.again(), effort.measured()));
        Rounds rounds = Rounds.of(effort.rounds(), loads);
        results.loads("", rounds);
        results.goal(
                "G9",
                "command runner / pgbench, commits of %d events".formatted(events),
                rounds.ratio(ours, theirs, Figures::perSecond),
                events == 1 ? 0.7 : 0.5,
                true);
    }

    /** Fails unless it is committed. */
    private Uni<?> append(long number, int events) {
        AccountId owner = new AccountId(Long.toString(PgBench.FIRST_OWNER + number % CLIENTS));
        StreamName stream = new StreamName("user/" + streams.incrementAndGet());
        return runner.run(owner, META, log -> decide(log, stream, events))
                .invoke(result -> {
                    if (!(result instanceof CommandResult.Committed<?>)) {
                        throw new IllegalStateException("not committed: " + result);
                    }
                });
    }

    private static Uni<Outcome<String>> decide(LockedLog log, StreamName stream, int events) {
        NewEvent event = new NewEvent(stream, "happened", 1, PAYLOAD);
        List<NewEvent> all = new ArrayList<>(Collections.nCopies(events, event));
        return log.stream(stream).map(_ -> new Outcome.Append<>("done", all, true, Appends::facts));
    }

    private static List<OutboxRecord> facts(CommitPosition at) {
        String owner = at.position().owner().text();
        return List.of(
                new OutboxRecord(
                        "facts", Math.floorMod(owner.hashCode(), 32), owner, PAYLOAD, Map.of()));
    }

    @Override
    public void close() throws IOException {
        pool.close().await().atMost(Duration.ofSeconds(30));
        vertx.close().await().atMost(Duration.ofSeconds(30));
        server.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
