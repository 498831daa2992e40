package io.gatehouse.identity.start;

import io.gatehouse.eventstore.OutboxBacklog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.time.Duration;

/** What waits for Kafka, as metrics: NaN while the database cannot be asked. */
@ApplicationScoped
public class OutboxMetrics {

    private static final long EVERY_MILLIS = 2_000;

    private final Pool database;
    private volatile double rows = Double.NaN;
    private volatile double ageSeconds = Double.NaN;

    OutboxMetrics(Pool database, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("gatehouse.outbox.rows", () -> rows)
                .description("records that wait for Kafka")
                .register(meters);
        Gauge.builder("gatehouse.outbox.age.seconds", () -> ageSeconds)
                .description("age of the oldest record that waits for Kafka")
                .register(meters);
    }

    void begin(@Observes StartupEvent starting, Vertx vertx) {
        vertx.setPeriodic(EVERY_MILLIS, _ -> ask());
    }

    private void ask() {
        OutboxBacklog.ask(database)
                .subscribe()
                .with(
                        backlog -> tell((double) backlog.rows(), seconds(backlog.age())),
                        _ -> tell(Double.NaN, Double.NaN));
    }

    private void tell(double nowRows, double nowAge) {
        rows = nowRows;
        ageSeconds = nowAge;
    }

    private static double seconds(Duration age) {
        return age.toMillis() / 1000.0;
    }
}
