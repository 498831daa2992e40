package io.gatehouse.authz.feed;

import io.gatehouse.model.LogName;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.snapshot.Snapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.time.InstantSource;

/** What Prometheus sees of the snapshot. */
@ApplicationScoped
class FeedGauges {

    private final MeterRegistry metrics;
    private final CurrentSnapshot current;
    private final InstantSource clock;

    FeedGauges(MeterRegistry metrics, CurrentSnapshot current, InstantSource clock) {
        this.metrics = metrics;
        this.current = current;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        gauge("gatehouse.snapshot.accounts", "accounts known", s -> s.view().accounts());
        gauge("gatehouse.snapshot.revision", "views published", s -> s.view().sequence());
        Gauge.builder("gatehouse.snapshot.halted", current, c -> c.halted().size())
                .description("logs that stand still because of a gap or an unreadable fact")
                .register(metrics);
        Gauge.builder("gatehouse.snapshot.waiting", current, CurrentSnapshot::waitingLogs)
                .description("logs held back until another log arrives")
                .register(metrics);
        for (LogName log : LogName.values()) {
            Gauge.builder("gatehouse.facts.lag", current, c -> lagSeconds(c, log))
                    .description("age of the oldest partition's last heartbeat; NaN before it")
                    .baseUnit("seconds")
                    .tag("log", log.wire())
                    .register(metrics);
        }
    }

    private void gauge(
            String name, String description, java.util.function.ToDoubleFunction<Snapshot> value) {
        Gauge.builder(name, current, c -> c.snapshot().map(s -> value.applyAsDouble(s)).orElse(0.0))
                .description(description)
                .register(metrics);
    }

    private double lagSeconds(CurrentSnapshot snapshots, LogName log) {
        return snapshots
                .snapshot()
                .flatMap(s -> s.heartbeats().lag(log, clock.instant()))
                .map(lag -> lag.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
