package io.gatehouse.replica.feed;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Keeps the facts coming, on a thread of its own, from start to close. Whatever goes wrong, it
 * begins again with an empty snapshot aside, and the last good one goes on deciding.
 */
public final class FactsReading implements AutoCloseable {

    private static final Logger LOG = System.getLogger(FactsReading.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final FactsConsumer consumer;
    private final Thread thread;
    private volatile boolean isStopping;

    public FactsReading(FactsConsumer consumer) {
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("facts-feed").daemon().unstarted(this::run);
    }

    /** Once. */
    public void start() {
        thread.start();
    }

    /** Whether the thread runs. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Ends the reading and waits for it, at most five seconds. */
    @Override
    public void close() {
        isStopping = true;
        thread.interrupt();
        try {
            thread.join(GOODBYE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopping) {
            try {
                consumer.read();
            } catch (InterruptException _) {
                LOG.log(Level.DEBUG, "interrupted");
            } catch (KafkaException | IllegalStateException e) {
                LOG.log(
                        Level.WARNING,
                        "facts are read again from the beginning: " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "facts are read again from the beginning", e);
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
