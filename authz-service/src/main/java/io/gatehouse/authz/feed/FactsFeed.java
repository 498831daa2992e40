package io.gatehouse.authz.feed;

import io.gatehouse.kit.kafka.KafkaSettings;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.replica.feed.FactsConsumer;
import io.gatehouse.replica.feed.FactsReading;
import io.gatehouse.replica.feed.SavedFacts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** Keeps the facts coming while the service runs: {@link FactsReading}. */
@ApplicationScoped
public class FactsFeed {

    private final FactsReading reading;
    private final @Nullable SavedFacts saved;

    FactsFeed(KafkaSettings kafka, SnapshotOrigin origin, CurrentSnapshot current) {
        this.saved = origin.saved();
        TopicProvisioner topics = new TopicProvisioner(kafka.client());
        Map<String, Object> client = new HashMap<>(kafka.client());
        client.putIfAbsent("client.id", "authz-service-facts");
        this.reading =
                new FactsReading(
                        new FactsConsumer(
                                client, topics::problems, origin::fresh, current::changed, saved));
    }

    void start(@Observes StartupEvent event) {
        reading.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reading.close();
        if (saved != null) {
            saved.close();
        }
    }

    /** Whether the thread runs. */
    public boolean isAlive() {
        return reading.isAlive();
    }
}
