package io.gatehouse.authz.feed;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.replica.feed.FactsConsumer;
import io.gatehouse.replica.feed.FactsReading;
import io.gatehouse.snapshot.Snapshot;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.InstantSource;
import java.util.Map;

/** Keeps the facts coming while the service runs: {@link FactsReading}. */
@ApplicationScoped
public class FactsFeed {

    private final FactsReading reading;

    FactsFeed(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            FactMac mac,
            FeedReports reports,
            CurrentSnapshot current,
            InstantSource clock) {
        FactReader reader = new FactReader(mac);
        TopicProvisioner topics =
                new TopicProvisioner(Map.of("bootstrap.servers", bootstrapServers));
        this.reading =
                new FactsReading(
                        new FactsConsumer(
                                Map.of(
                                        "bootstrap.servers",
                                        bootstrapServers,
                                        "client.id",
                                        "authz-service-facts"),
                                topics::problems,
                                () -> new Snapshot(reader, reports, clock),
                                current::changed));
    }

    void start(@Observes StartupEvent event) {
        reading.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reading.close();
    }

    /** Whether the thread runs. */
    public boolean isAlive() {
        return reading.isAlive();
    }
}
