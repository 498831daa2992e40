package io.gatehouse.kit.usage;

import io.gatehouse.metering.UsageCounters;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Rounds of publishing on a thread of their own. What is not taken stays counted and comes again.
 */
final class UsagePublishing implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(UsagePublishing.class);
    private static final long GOODBYE_SECONDS = 5;

    private final UsageCounters counters;
    private final KafkaUsageSink sink;
    private final Duration interval;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("usage-publishing").daemon().factory());
    private boolean isBehind;

    UsagePublishing(UsageCounters counters, KafkaUsageSink sink, Duration interval) {
        this.counters = counters;
        this.sink = sink;
        this.interval = interval;
    }

    void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::round,
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    synchronized void round() {
        try {
            boolean isTaken = counters.publish(sink);
            if (isBehind && isTaken) {
                LOG.info("usage is published again");
            } else if (!isBehind && !isTaken) {
                LOG.warn("usage cannot be published now; it stays counted here");
            }
            isBehind = !isTaken;
        } catch (RuntimeException e) {
            LOG.error("usage was not published", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
            last();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void last() {
        try {
            boolean isTaken = counters.publishLast(sink);
            if (!isTaken) {
                LOG.warn("the last usage was not published; the next start finds it");
            }
        } catch (RuntimeException e) {
            LOG.error("the last usage was not published; the next start finds it", e);
        } finally {
            sink.close();
        }
    }
}
