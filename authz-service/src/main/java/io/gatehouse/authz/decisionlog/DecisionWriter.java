package io.gatehouse.authz.decisionlog;

import io.gatehouse.contracts.DecisionRecords;
import io.gatehouse.contracts.WireRecord;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes what is queued to Kafka, on a thread of its own. An entry that Kafka does not take is
 * tried again for ever in a strict log, and dropped and counted otherwise.
 */
final class DecisionWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DecisionWriter.class);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final LogQueue queue;
    private final DecisionProducer producer;
    private final DecisionJson json;
    private final boolean isStrict;
    private final Runnable dropped;
    private final Thread thread;
    private volatile boolean isStopping;

    DecisionWriter(
            LogQueue queue,
            DecisionProducer producer,
            DecisionJson json,
            boolean isStrict,
            Runnable dropped) {
        this.queue = queue;
        this.producer = producer;
        this.json = json;
        this.isStrict = isStrict;
        this.dropped = dropped;
        this.thread = Thread.ofPlatform().name("decision-log").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Writes what is queued, as far as Kafka takes it within a few seconds. */
    @Override
    public void close() {
        isStopping = true;
        try {
            if (thread.isAlive()) {
                thread.join(GOODBYE);
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(GOODBYE);
    }

    private void run() {
        while (true) {
            Decided next = queue.poll();
            if (next != null) {
                write(next);
            } else if (isStopping) {
                return;
            } else {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        }
    }

    private void write(Decided entry) {
        WireRecord record;
        try {
            record = DecisionRecords.of(entry.owner(), entry.at(), json.of(entry));
        } catch (RuntimeException e) {
            LOG.error("a decision cannot be written as it is", e);
            lost();
            return;
        }
        send(record);
    }

    private void send(WireRecord record) {
        producer.send(
                record,
                failure -> {
                    if (failure == null) {
                        queue.gone();
                    } else if (isStrict && !isStopping) {
                        LOG.warnf("the decision log is tried again: %s", failure.getMessage());
                        Thread.startVirtualThread(() -> again(record));
                    } else {
                        lost();
                    }
                });
    }

    private void again(WireRecord record) {
        LockSupport.parkNanos(PAUSE.toNanos());
        send(record);
    }

    private void lost() {
        dropped.run();
        queue.gone();
    }
}
