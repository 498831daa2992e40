package io.gatehouse.infra;

import io.gatehouse.infra.TestDatabase.Login;

import org.testcontainers.containers.FixedHostPortGenericContainer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

import java.time.Duration;

/** PostgreSQL and Kafka in containers, for {@code -Dgatehouse.test.infra=containers}. */
final class Containers {

    private static final String PASSWORD = "superuser-of-tests";

    private Containers() {}

    @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends.
    static TestServers postgres() {
        GenericContainer<?> container =
                new GenericContainer<>(DockerImageName.parse("postgres:18"))
                        .withEnv("POSTGRES_PASSWORD", PASSWORD)
                        .withExposedPorts(5432)
                        .waitingFor(
                                Wait.forLogMessage(".*ready to accept connections.*\\n", 2)
                                        .withStartupTimeout(Duration.ofMinutes(2)));
        container.start();
        return new TestServers.Foreign(
                container.getHost(),
                container.getMappedPort(5432),
                new Login("postgres", PASSWORD));
    }

    // The broker advertises the address that clients reach it by, so it must know it before it
    // starts: a fixed port is the shortest way.
    @SuppressWarnings({"resource", "deprecation"})
    static String kafka() {
        int port = FreePort.any();
        FixedHostPortGenericContainer<?> container =
                new FixedHostPortGenericContainer<>("apache/kafka:4.1.2")
                        .withFixedExposedPort(port, 9092);
        container
                .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
                .withEnv("KAFKA_NODE_ID", "1")
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
                .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                .withEnv("KAFKA_LISTENERS", "CLIENTS://:9092,CONTROLLER://:9093")
                .withEnv(
                        "KAFKA_ADVERTISED_LISTENERS",
                        "CLIENTS://%s:%d".formatted(container.getHost(), port))
                .withEnv(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                        "CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT")
                .withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "CLIENTS")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                .waitingFor(
                        Wait.forLogMessage(".*Kafka Server started.*\\n", 1)
                                .withStartupTimeout(Duration.ofMinutes(2)));
        container.start();
        return container.getHost() + ":" + port;
    }
}
