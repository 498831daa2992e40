package io.gatehouse.benchmarks.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.infra.PostgresServer;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load program with the statements of one command, prepared. */
final class PgBench {

    /** Account ids of the clients' owners count up from here. */
    static final long FIRST_OWNER = 100_000_000_000L;

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern FAILED =
            Pattern.compile("number of failed transactions: ([0-9]+)");

    private final Path program;
    private final List<String> connection;
    private final String password;

    PgBench(Path program, PostgresServer server, String database, String role, String password) {
        this.program = program;
        this.connection =
                List.of(
                        "-h",
                        server.host(),
                        "-p",
                        Integer.toString(server.port()),
                        "-U",
                        role,
                        database);
        this.password = password;
    }

    /** The newest one on PATH or where Debian puts it. */
    static Optional<Path> find() throws IOException {
        List<Path> places = new ArrayList<>();
        for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
            places.add(Path.of(place, "pgbench"));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                places.addAll(versions.map(version -> version.resolve("bin/pgbench")).toList());
            }
        }
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    /** Commits per second, and the mean time of one; fails if one fails. */
    Figures run(int events, Duration time) {
        try {
            Path script = Files.createTempFile("gatehouse-bench", ".sql");
            try {
                Files.writeString(script, script(events));
                return run(script, Math.max(1, time.toSeconds()));
            } finally {
                Files.delete(script);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figures run(Path script, long seconds) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "-n",
                                "-M",
                                "prepared",
                                "-c",
                                Integer.toString(Appends.CLIENTS),
                                "-j",
                                "2",
                                "-T",
                                Long.toString(seconds),
                                "-f",
                                script.toString()));
        command.addAll(connection);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password);
        Process process = builder.start();
        return figures(new String(process.getInputStream().readAllBytes(), UTF_8));
    }

    /** As CommandRunner sends them; events in one statement of many rows. */
    private static String script(int events) {
        return """
        \\set owner %d + :client_id
        BEGIN;
        SELECT owner, epoch, number, fact_number, last_hash, last_time, base_epoch, base_id,
            base_number,
            (SELECT array_agg(e.epoch ORDER BY e.ordinal) FROM log_epoch e) AS epochs
            FROM account_log,
                (SELECT set_config('transaction_timeout', '10000', true) AS millis,
                    set_config('plan_cache_mode', 'force_generic_plan', true) AS plans) AS ends
            WHERE owner = :owner::bigint::text AND ends.millis <> '' AND ends.plans <> ''
            FOR UPDATE OF account_log \\gset
        SELECT clock_timestamp() AS now;
        SELECT owner, epoch, number, index, count, stream, stream_version, type, type_version,
            time, actor, origin, request_id, cause, note, seen, payload, previous_hash, hash
            FROM event WHERE owner = :owner::bigint::text
            AND stream = 'pgbench/' || (:number::bigint + 1)::text ORDER BY stream_version;
        SELECT subject, wrapped_key FROM subject_key
            WHERE owner = :owner::bigint::text AND subject = ANY ('{AIDABENCHBENCHBENCHBE}');
        INSERT INTO event (owner, epoch, number, index, count, stream, stream_version, type,
            type_version, time, actor, origin, request_id, cause, note, seen, payload,
            previous_hash, hash)
            SELECT :owner::bigint::text, 'epoch-1', :number::bigint + 1, i, %d,
                'pgbench/' || (:number::bigint + 1)::text, i + 1, 'happened', 1,
                clock_timestamp(), 'AIDABENCHBENCHBENCHBE', repeat('o', 120), 'request-1', '',
                '', '', repeat('x', 200)::bytea, repeat('p', 32)::bytea, repeat('h', 32)::bytea
            FROM generate_series(0, %d) AS i;
        WITH waiting AS (
            INSERT INTO outbox (owner, number, remaining, topic, partition, key, value, headers,
                created_at)
            SELECT * FROM unnest(ARRAY[:owner::bigint::text], ARRAY[:number::bigint + 1],
                ARRAY[0], ARRAY['facts'], ARRAY[1], ARRAY[:owner::bigint::text],
                ARRAY[repeat('x', 200)::bytea], ARRAY['{}'], ARRAY[clock_timestamp()])
            RETURNING id)
            SELECT pg_notify('gatehouse_outbox', '');
        UPDATE account_log SET number = :number::bigint + 1, fact_number = :number::bigint + 1,
            last_hash = repeat('h', 32)::bytea, last_time = clock_timestamp()
            WHERE owner = :owner::bigint::text;
        COMMIT;
        """
                .formatted(FIRST_OWNER, events, events - 1);
    }

    private static Figures figures(String said) {
        Matcher rate = RATE.matcher(said);
        Matcher failed = FAILED.matcher(said);
        if (!rate.find()
                || said.contains("ERROR")
                || (failed.find() && !failed.group(1).equals("0"))) {
            throw new IllegalStateException("pgbench: " + said);
        }
        double perSecond = Double.parseDouble(rate.group(1));
        Histogram mean = new Histogram(3);
        mean.recordValue((long) (1e9 * Appends.CLIENTS / perSecond));
        return new Figures(perSecond, mean);
    }
}
