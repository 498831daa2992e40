package io.gatehouse.policyservice.directory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the feed of identity facts does, from the start on. Safe for all threads. */
@Startup
@ApplicationScoped
class FeedMetrics {

    private final Map<Integer, Instant> publishedBefore = new ConcurrentHashMap<>();
    private final Instant started = Instant.now();
    private final Counter refused;

    FeedMetrics(MeterRegistry registry, Quarantine quarantine) {
        this.refused =
                Counter.builder("gatehouse.projection.refused")
                        .description("records of the identity facts that are not ours")
                        .register(registry);
        Gauge.builder("gatehouse.projection.lag", this, FeedMetrics::lagSeconds)
                .description("seconds that the read model is behind identity-service, at most")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("gatehouse.projection.quarantined", quarantine, Quarantine::size)
                .description("accounts whose identity facts are not applied")
                .register(registry);
    }

    /** A heartbeat: all that was committed before has been published to the partition. */
    void heard(int partition, Instant before) {
        publishedBefore.put(partition, before);
    }

    void refused() {
        refused.increment();
    }

    /** Of the slowest partition; since the start before the first heartbeat. */
    private double lagSeconds() {
        Instant slowest =
                publishedBefore.isEmpty() ? started : Collections.min(publishedBefore.values());
        return Math.max(0, Duration.between(slowest, Instant.now()).toMillis() / 1000.0);
    }
}
