package io.gatehouse.policyservice.service;

import io.gatehouse.eventstore.Durability;
import io.gatehouse.eventstore.LogEpochs;
import io.gatehouse.kit.kafka.KafkaSettings;
import io.gatehouse.kit.kafka.TopicsAtStart;
import io.gatehouse.kit.record.TombstoneRounds;
import io.gatehouse.kit.renewal.KeyRenewal;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.UUID;

/**
 * Before anything is written: PostgreSQL keeps what it acknowledges, the epoch is that of this very
 * database, and the topics are what they must be. A service that cannot know does not start.
 */
@ApplicationScoped
class Startup {

    private static final Logger LOG = Logger.getLogger(Startup.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Republishing republishing;

    Startup(Pool pool, Republishing republishing) {
        this.pool = pool;
        this.republishing = republishing;
    }

    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started,
            KafkaSettings kafka,
            TombstoneRounds tombstones,
            KeyRenewal renewal) {
        Durability.require(pool).await().atMost(PATIENCE);
        LogEpochs.Epoch epoch =
                new LogEpochs(pool).atStart(UUID.randomUUID().toString()).await().atMost(PATIENCE);
        LOG.infof("policy logs are in epoch %s (%s)", epoch.text(), epoch.reason());
        Republishing.Done done = republishing.republishPending().await().indefinitely();
        if (done.owners() > 0) {
            LOG.infof(
                    "a new epoch: %d records of %d owners are published again",
                    done.facts(), done.owners());
        }
        new TopicsAtStart(kafka.client(), () -> Quarkus.asyncExit(1)).require();
        tombstones.start();
        renewal.start();
    }

    void end(@Observes ShutdownEvent ended, TombstoneRounds tombstones, KeyRenewal renewal) {
        tombstones.close();
        renewal.close();
    }
}
