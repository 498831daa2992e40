package io.gatehouse.identity.start;

import io.gatehouse.eventstore.Durability;
import io.gatehouse.eventstore.LogEpochs;
import io.gatehouse.identity.log.Republishing;
import io.gatehouse.identity.signing.SigningKeys;
import io.gatehouse.kit.kafka.KafkaSettings;
import io.gatehouse.kit.kafka.TopicsAtStart;
import io.gatehouse.kit.record.TombstoneRounds;
import io.gatehouse.kit.relay.OutboxMetrics;
import io.gatehouse.kit.relay.RelayShards;
import io.gatehouse.kit.renewal.KeyRenewal;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.UUID;

/**
 * Before the first request, in this order: the database must keep what it acknowledges, the epoch
 * is settled, keys are read, the first account exists, the topics are as they must be, the relay
 * runs. Flyway has been here before.
 */
@ApplicationScoped
public class Start {

    private static final Logger LOG = Logger.getLogger(Start.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long KEYS_REFRESHED_EVERY_MILLIS = 60_000;

    private final Pool database;
    private final SigningKeys signingKeys;
    private final Bootstrap bootstrap;
    private final Republishing republishing;
    private final RelayShards relays;

    Start(
            Pool database,
            SigningKeys signingKeys,
            Bootstrap bootstrap,
            Republishing republishing,
            RelayShards relays) {
        this.database = database;
        this.signingKeys = signingKeys;
        this.bootstrap = bootstrap;
        this.republishing = republishing;
        this.relays = relays;
    }

    void begin(
            @Observes StartupEvent starting,
            Vertx vertx,
            KafkaSettings kafka,
            OutboxMetrics outbox,
            TombstoneRounds tombstones,
            KeyRenewal renewal) {
        await(Durability.require(database));
        var epoch = await(new LogEpochs(database).atStart(UUID.randomUUID().toString()));
        LOG.infof("log epoch %s (%s)", epoch.text(), epoch.reason());
        await(signingKeys.refresh());
        await(bootstrap.run());
        await(republishing.republishPending());
        new TopicsAtStart(kafka.client(), () -> Quarkus.asyncExit(1)).require();
        relays.start();
        outbox.start();
        tombstones.start();
        renewal.start();
        vertx.setPeriodic(KEYS_REFRESHED_EVERY_MILLIS, _ -> refreshKeys());
    }

    void end(@Observes ShutdownEvent ending, TombstoneRounds tombstones, KeyRenewal renewal) {
        tombstones.close();
        renewal.close();
    }

    private void refreshKeys() {
        signingKeys
                .refresh()
                .subscribe()
                .with(
                        _ -> {},
                        failure ->
                                LOG.warnf(
                                        "signing keys could not be read: %s",
                                        failure.getMessage()));
    }

    private static <T> T await(Uni<T> step) {
        return step.await().atMost(LIMIT);
    }
}
