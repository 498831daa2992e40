package io.gatehouse.kit.relay;

import io.gatehouse.eventstore.OutboxBacklog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What waits for Kafka and what stands still before it, of a writing service. Asked every two
 * seconds; rows and age are NaN while the database cannot be asked.
 */
public final class OutboxMetrics implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxMetrics.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Waiting UNKNOWN = new Waiting(Double.NaN, Double.NaN);

    private final Pool database;
    private volatile Waiting waiting = UNKNOWN;
    private @Nullable Cancellable asking;

    private record Waiting(double rows, double seconds) {}

    public OutboxMetrics(Pool database, RelayShards relays, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("gatehouse.outbox.rows", () -> waiting.rows())
                .description("records that wait for Kafka")
                .register(meters);
        Gauge.builder("gatehouse.outbox.age", () -> waiting.seconds())
                .description("age of the oldest record that waits for Kafka")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("gatehouse.relay.stopped", relays::stoppedAccounts)
                .description("accounts whose next record cannot be delivered")
                .register(meters);
    }

    /** Returns at once. */
    public void start() {
        asking =
                Multi.createFrom()
                        .ticks()
                        .every(PERIOD)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(_ -> ask())
                        .subscribe()
                        .with(found -> waiting = found);
    }

    @Override
    public void close() {
        if (asking != null) {
            asking.cancel();
        }
    }

    private Uni<Waiting> ask() {
        return OutboxBacklog.ask(database)
                .map(backlog ->
                        new Waiting((double) backlog.rows(), backlog.age().toMillis() / 1000.0))
                .onFailure()
                .invoke(failure -> LOG.debug("the outbox cannot be asked", failure))
                .onFailure()
                .recoverWithItem(UNKNOWN);
    }
}
