package io.gatehouse.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL and one Kafka for all tests of this JVM, started when first asked for, on free
 * ports, stopped and deleted at its end.
 *
 * <p>Embedded by default; {@code -Dgatehouse.test.infra=containers} takes Testcontainers instead.
 * Thread-safe.
 */
public final class TestInfra {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestInfra() {}

    /** A new, empty database with the two roles that a service has: owner and runtime. */
    public static TestDatabase newDatabase(String label) {
        TestServers servers = Postgres.SERVERS;
        String name = "%s_%d".formatted(label, DATABASES.incrementAndGet());
        return servers.newDatabase(name);
    }

    /**
     * What a backup of the database, taken now, would be restored to: another database with the
     * same rows and roles. Nobody may be connected to the original meanwhile.
     */
    public static TestDatabase restoredBackup(TestDatabase original) {
        return Postgres.SERVERS.copy(
                original, "%s_%d".formatted(original.name(), DATABASES.incrementAndGet()));
    }

    /** {@code bootstrap.servers} of the shared Kafka; it has no topics but those tests make. */
    public static String kafka() {
        return Kafka.BOOTSTRAP;
    }

    public static Path newDirectory(String label) {
        try {
            return Files.createTempDirectory("gatehouse-" + label);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAtExit(AutoCloseable server, Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAndDelete(server, directory)));
    }

    private static void closeAndDelete(AutoCloseable server, Path directory) {
        try (server) {
            // Stopped first, then deleted.
        } catch (Exception e) {
            throw new IllegalStateException("could not stop the server in " + directory, e);
        }
        try {
            PostgresBinaries.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean containers() {
        return "containers".equals(System.getProperty("gatehouse.test.infra", "embedded"));
    }

    private static TestServers startPostgres() {
        Path directory = newDirectory("postgres");
        PostgresServer server = PostgresServer.start(directory, 0, "superuser-of-tests");
        closeAtExit(server.stopOnlyWhenClosed(), directory);
        return new TestServers.Embedded(server);
    }

    private static String startKafka() {
        Path directory = newDirectory("kafka");
        KafkaServer server = KafkaServer.start(directory, 0);
        closeAtExit(server.stopOnlyWhenClosed(), directory);
        return server.bootstrapServers();
    }

    private static final class Postgres {
        static final TestServers SERVERS = containers() ? Containers.postgres() : startPostgres();
    }

    private static final class Kafka {
        static final String BOOTSTRAP = containers() ? Containers.kafka() : startKafka();
    }
}
