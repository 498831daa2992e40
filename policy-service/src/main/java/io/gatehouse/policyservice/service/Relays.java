package io.gatehouse.policyservice.service;

import io.gatehouse.kit.kafka.KafkaSettings;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.kit.relay.OutboxMetrics;
import io.gatehouse.kit.relay.RelayShards;
import io.gatehouse.kit.service.ServiceName;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The relays of this instance, and when they run. */
@ApplicationScoped
class Relays {

    @Produces
    @Singleton
    RelayShards shards(
            Vertx vertx,
            OwnPool pool,
            FactOutbox facts,
            KafkaSettings kafka,
            @ConfigProperty(name = "gatehouse.relay.shards", defaultValue = "1") int shards) {
        return new RelayShards(
                shards,
                RelayShards.toKafka(vertx, pool.database(), facts, kafka, ServiceName.POLICY));
    }

    @Produces
    @Singleton
    OutboxMetrics metrics(Pool pool, RelayShards relays, MeterRegistry meters) {
        return new OutboxMetrics(pool, relays, meters);
    }

    /** After {@link Startup}: nothing is published in an epoch that is not known. */
    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent started,
            RelayShards relays,
            OutboxMetrics metrics) {
        relays.start();
        metrics.start();
    }

    void stop(@Observes ShutdownEvent ended, RelayShards relays, OutboxMetrics metrics) {
        metrics.close();
        relays.close();
    }
}
