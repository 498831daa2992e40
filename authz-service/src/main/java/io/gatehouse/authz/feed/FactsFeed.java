package io.gatehouse.authz.feed;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.snapshot.Snapshot;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Keeps the facts coming, on a thread of its own, from start to stop. Whatever goes wrong, it
 * begins again with an empty snapshot aside, and the last good one goes on deciding.
 */
@ApplicationScoped
public class FactsFeed {

    private static final Logger LOG = Logger.getLogger(FactsFeed.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final FactsConsumer consumer;
    private final Thread thread;
    private volatile boolean isStopping;

    FactsFeed(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            FactMac mac,
            FeedReports reports,
            CurrentSnapshot current,
            InstantSource clock) {
        FactReader reader = new FactReader(mac);
        this.consumer =
                new FactsConsumer(
                        bootstrapServers,
                        () -> new Snapshot(reader, reports, clock),
                        current::changed);
        this.thread = Thread.ofPlatform().name("facts-feed").daemon().unstarted(this::run);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        isStopping = true;
        thread.interrupt();
        thread.join(GOODBYE);
    }

    /** Whether the thread runs. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        while (!isStopping) {
            try {
                consumer.read();
            } catch (InterruptException _) {
                LOG.debug("interrupted");
            } catch (KafkaException | IllegalStateException e) {
                LOG.warnf("facts are read again from the beginning: %s", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("facts are read again from the beginning", e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (!isStopping) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
