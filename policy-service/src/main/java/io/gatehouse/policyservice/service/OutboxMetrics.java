package io.gatehouse.policyservice.service;

import io.gatehouse.eventstore.OutboxBacklog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What waits for Kafka, asked every five seconds. */
@ApplicationScoped
class OutboxMetrics {

    private static final Logger LOG = Logger.getLogger(OutboxMetrics.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Pool pool;
    private volatile OutboxBacklog backlog = new OutboxBacklog(0, Duration.ZERO);
    private @Nullable Cancellable asking;

    OutboxMetrics(Pool pool, MeterRegistry registry, Relays relays) {
        this.pool = pool;
        Gauge.builder("gatehouse.outbox.rows", this, metrics -> metrics.backlog.rows())
                .description("records that wait for Kafka")
                .register(registry);
        Gauge.builder(
                        "gatehouse.outbox.age",
                        this,
                        metrics -> metrics.backlog.age().toMillis() / 1000.0)
                .description("seconds that the oldest record has waited for Kafka")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("gatehouse.relay.stopped", relays, Relays::stoppedAccounts)
                .description("accounts whose next record cannot be delivered")
                .register(registry);
    }

    void start(@Observes StartupEvent started) {
        asking =
                Multi.createFrom()
                        .ticks()
                        .every(PERIOD)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(_ ->
                                OutboxBacklog.ask(pool)
                                        .onFailure()
                                        .invoke(failure ->
                                                LOG.debug("the outbox cannot be asked", failure))
                                        .onFailure()
                                        .recoverWithItem(backlog))
                        .subscribe()
                        .with(found -> backlog = found);
    }

    void stop(@Observes ShutdownEvent ended) {
        if (asking != null) {
            asking.cancel();
        }
    }
}
