package io.gatehouse.identity.start;

import io.gatehouse.kit.kafka.KafkaSettings;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.kit.relay.OutboxMetrics;
import io.gatehouse.kit.relay.RelayShards;
import io.gatehouse.kit.service.ServiceName;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The relays of this instance, made from configuration. {@link Start} says when they run. */
@ApplicationScoped
public class Relays {

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
                RelayShards.toKafka(vertx, pool.database(), facts, kafka, ServiceName.IDENTITY));
    }

    void end(@Disposes RelayShards relays) {
        relays.close();
    }

    @Produces
    @Singleton
    OutboxMetrics metrics(Pool database, RelayShards relays, MeterRegistry meters) {
        return new OutboxMetrics(database, relays, meters);
    }

    void end(@Disposes OutboxMetrics metrics) {
        metrics.close();
    }
}
