package io.gatehouse.identity.start;

import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.Topics;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Relay;
import io.gatehouse.eventstore.Shard;
import io.gatehouse.kit.kafka.KafkaPublisher;
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** One relay for each shard of this deployment; instances take turns at each. */
@ApplicationScoped
public class RelayShards {

    private final List<Relay> relays;

    RelayShards(
            Vertx vertx,
            FactRecords facts,
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
                                        (partition, before) -> heartbeat(facts, partition, before)))
                        .toList();
    }

    private static OutboxRecord heartbeat(
            FactRecords facts, int partition, Instant publishedBefore) {
        var beat = facts.heartbeat(partition, publishedBefore);
        return new OutboxRecord(
                beat.topic(),
                beat.partition(),
                beat.key(),
                Objects.requireNonNull(beat.valueBytes()),
                beat.headers());
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
