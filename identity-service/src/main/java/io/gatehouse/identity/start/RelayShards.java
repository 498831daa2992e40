package io.gatehouse.identity.start;

import io.gatehouse.contracts.Topics;
import io.gatehouse.eventstore.Relay;
import io.gatehouse.eventstore.Shard;
import io.gatehouse.kit.kafka.KafkaPublisher;
import io.gatehouse.kit.record.FactOutbox;
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One relay for each shard of this deployment; instances take turns at each. */
@ApplicationScoped
public class RelayShards {

    private final List<Relay> relays;

    RelayShards(
            Vertx vertx,
            FactOutbox facts,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String role,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            RelaySettings settings) {
        PgConnectOptions database =
                PgConnectOptions.fromUri(url.replaceFirst("^vertx-reactive:", ""))
                        .setUser(role)
                        .setPassword(password);
        this.relays =
                IntStream.range(0, settings.shards())
                        .mapToObj(index ->
                                new Relay(
                                        vertx,
                                        database,
                                        new Shard(index, settings.shards(), Topics.PARTITIONS),
                                        new KafkaPublisher(
                                                Map.of(
                                                        "bootstrap.servers",
                                                        settings.bootstrapServers()),
                                                "identity-relay-" + index),
                                        facts::heartbeat))
                        .toList();
    }

    /** Returns at once; Kafka need not be there yet. */
    void start() {
        relays.forEach(Relay::start);
    }

    @PreDestroy
    void close() {
        relays.forEach(Relay::close);
    }
}
