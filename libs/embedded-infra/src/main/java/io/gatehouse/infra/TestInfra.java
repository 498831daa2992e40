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

    /** {@code bootstrap.servers} of the shared Kafka; it has no topics but those tests make. */
    public static String kafka() {
        return Kafka.BOOTSTRAP;
    }

    /** A directory that is deleted when the JVM ends. */
    public static Path newDirectory(String label) {
        try {
            Path directory = Files.createTempDirectory("gatehouse-" + label);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        // Servers stop in shutdown hooks of their own, at the same time: the last files may stay
        // behind for a moment.
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                PostgresBinaries.deleteTree(directory);
                return;
            } catch (IOException | UncheckedIOException _) {
                Thread.onSpinWait();
            }
        }
    }

    static boolean containers() {
        return "containers".equals(System.getProperty("gatehouse.test.infra", "embedded"));
    }

    private static final class Postgres {
        static final TestServers SERVERS =
                containers()
                        ? Containers.postgres()
                        : new TestServers.Embedded(
                                PostgresServer.start(
                                        newDirectory("postgres"), 0, "superuser-of-tests"));
    }

    private static final class Kafka {
        static final String BOOTSTRAP =
                containers()
                        ? Containers.kafka()
                        : KafkaServer.start(newDirectory("kafka"), 0).bootstrapServers();
    }
}
