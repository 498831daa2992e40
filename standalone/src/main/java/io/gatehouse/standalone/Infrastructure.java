package io.gatehouse.standalone;

import io.gatehouse.contracts.Topics;
import io.gatehouse.infra.KafkaServer;
import io.gatehouse.infra.PostgresServer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * PostgreSQL (a process) and Kafka (in this JVM) of one standalone Gatehouse, with its databases,
 * roles and topics.
 */
final class Infrastructure implements AutoCloseable {

    private static final List<WriterDatabase> DATABASES =
            List.of(new WriterDatabase("identity"), new WriterDatabase("policy"));

    private final PostgresServer postgres;
    private final KafkaServer kafka;

    private Infrastructure(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /**
     * Starts both at the same time, and prepares what the services find there.
     *
     * @throws LaunchFailure if one does not start; the other is stopped then
     */
    static Infrastructure start(DataDirectory data, Ports ports) {
        CompletableFuture<PostgresServer> postgres =
                CompletableFuture.supplyAsync(() -> startPostgres(data, ports));
        CompletableFuture<KafkaServer> kafka =
                CompletableFuture.supplyAsync(() -> startKafka(data, ports));
        try {
            CompletableFuture.allOf(postgres, kafka).join();
        } catch (CompletionException e) {
            stopIfStarted(kafka);
            stopIfStarted(postgres);
            throw new LaunchFailure(
                    "cannot start PostgreSQL or Kafka (logs: %s)".formatted(data.logs()),
                    e.getCause() == null ? e : e.getCause());
        }
        return new Infrastructure(postgres.join(), kafka.join());
    }

    /** Ends a PostgreSQL that outlived its launcher. Kafka lives in the launcher and cannot. */
    static void endOrphans(DataDirectory data) {
        PostgresServer.stopLeftBehind(data.postgres());
    }

    private static PostgresServer startPostgres(DataDirectory data, Ports ports) {
        PostgresServer server =
                PostgresServer.start(data.postgres(), ports.postgres(), data.password("postgres"))
                        .stopOnlyWhenClosed();
        DATABASES.forEach(database -> database.ensure(server, data));
        return server;
    }

    private static KafkaServer startKafka(DataDirectory data, Ports ports) {
        KafkaServer server = KafkaServer.start(data.kafka(), ports.kafka()).stopOnlyWhenClosed();
        createTopics(server.bootstrapServers());
        return server;
    }

    private static void createTopics(String bootstrap) {
        List<NewTopic> topics =
                Arrays.stream(Topics.values())
                        .map(topic ->
                                new NewTopic(topic.wire(), Topics.PARTITIONS, (short) 1)
                                        .configs(topic.configuration()))
                        .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            for (var created : admin.createTopics(topics).values().values()) {
                awaitCreated(created);
            }
        }
    }

    private static void awaitCreated(org.apache.kafka.common.KafkaFuture<Void> created) {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new LaunchFailure("cannot create Kafka's topics", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted while creating topics", e);
        }
    }

    private static void stopIfStarted(CompletableFuture<? extends AutoCloseable> start) {
        start.handle(
                        (server, _) -> {
                            if (server != null) {
                                closeQuietly(server);
                            }
                            return null;
                        })
                .join();
    }

    private static void closeQuietly(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.err.println("while stopping: " + e);
        }
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
