package io.gatehouse.infra;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

    /** Whom to trust to be that PostgreSQL; empty where it speaks no TLS, in containers. */
    static Optional<Path> authorityOfPostgres() {
        return Optional.ofNullable(Postgres.CERTIFICATE).map(TestCertificate::certificate);
    }

    /** {@code bootstrap.servers} of the shared Kafka; it has no topics but those tests make. */
    public static String kafka() {
        return Kafka.BOOTSTRAP;
    }

    /**
     * {@code bootstrap.servers} of another Kafka, which has a second door as in production: {@link
     * #kafkaAs}. By this one a test that plays another part may do everything.
     *
     * <p>Not for tests of Quarkus with several profiles: Kafka registers its SASL providers with
     * the JVM once, and they serve the class loader that came first.
     */
    public static String securedKafka() {
        return SecuredKafka.BOOTSTRAP;
    }

    /**
     * How a service reaches {@link #securedKafka} as in production, by the names of Kafka's
     * clients: over TLS, as its own user ({@code identity}, {@code policy} or {@code authz}), with
     * the rights of {@code deploy/images/acls.sh} and no others.
     */
    public static Map<String, String> kafkaAs(String service) {
        return SecuredKafka.LISTENER.clientOf(service);
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

    private static TestServers startPostgres(TestCertificate certificate) {
        Path directory = newDirectory("postgres");
        PostgresServer server =
                PostgresServer.start(directory, 0, "superuser-of-tests", certificate);
        closeAtExit(server.stopOnlyWhenClosed(), directory);
        return new TestServers.Embedded(server);
    }

    private static String startKafka() {
        Path directory = newDirectory("kafka");
        return running(KafkaServer.start(directory, 0), directory);
    }

    private static String running(KafkaServer server, Path directory) {
        closeAtExit(server.stopOnlyWhenClosed(), directory);
        return server.bootstrapServers();
    }

    private static final class Postgres {
        static final @Nullable TestCertificate CERTIFICATE =
                containers() ? null : Certificate.SHARED;
        static final TestServers SERVERS =
                CERTIFICATE == null ? Containers.postgres() : startPostgres(CERTIFICATE);
    }

    private static final class Certificate {
        static final TestCertificate SHARED = TestCertificate.make("test-infra");
    }

    private static final class Kafka {
        static final String BOOTSTRAP = containers() ? Containers.kafka() : startKafka();
    }

    /** Embedded, wherever the other is. */
    private static final class SecuredKafka {
        static final SecuredListener LISTENER = new SecuredListener(Certificate.SHARED);
        static final String BOOTSTRAP = startSecuredKafka();

        private static String startSecuredKafka() {
            Path directory = newDirectory("secured-kafka");
            return running(KafkaServer.start(directory, LISTENER), directory);
        }
    }
}
