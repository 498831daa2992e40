package io.gatehouse.policyservice.service;

import io.gatehouse.contracts.Topics;
import io.gatehouse.eventstore.Relay;
import io.gatehouse.eventstore.RelayState;
import io.gatehouse.eventstore.Shard;
import io.gatehouse.kit.kafka.KafkaPublisher;
import io.gatehouse.kit.record.FactOutbox;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The relays of this instance: one for each shard; instances take turns. */
@ApplicationScoped
class Relays {

    private final Vertx vertx;
    private final PgConnectOptions database;
    private final FactOutbox facts;
    private final String bootstrapServers;
    private final int shards;
    private final List<Relay> relays = new CopyOnWriteArrayList<>();

    Relays(
            Vertx vertx,
            OwnDatabase database,
            FactOutbox facts,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "gatehouse.relay.shards", defaultValue = "1") int shards) {
        this.vertx = vertx;
        this.database = database.options();
        this.facts = facts;
        this.bootstrapServers = bootstrapServers;
        this.shards = shards;
    }

    /** After {@link Startup}: nothing is published in an epoch that is not known. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent started) {
        for (int index = 0; index < shards; index++) {
            Relay relay =
                    new Relay(
                            vertx,
                            database,
                            new Shard(index, shards, Topics.PARTITIONS),
                            new KafkaPublisher(
                                    Map.of("bootstrap.servers", bootstrapServers),
                                    "policy-relay-" + index),
                            facts::heartbeat);
            relay.start();
            relays.add(relay);
        }
    }

    void stop(@Observes ShutdownEvent ended) {
        relays.forEach(Relay::close);
    }

    /** Accounts that stand still because a record of theirs cannot be delivered. */
    int stoppedAccounts() {
        int stopped = 0;
        for (Relay relay : relays) {
            if (relay.state() instanceof RelayState.Serving serving) {
                stopped += serving.stopped().size();
            }
        }
        return stopped;
    }
}
