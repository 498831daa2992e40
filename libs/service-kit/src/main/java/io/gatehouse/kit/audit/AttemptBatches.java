package io.gatehouse.kit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.gatehouse.eventstore.AuditTrail;
import io.gatehouse.eventstore.AuditTrail.Kept;
import io.gatehouse.eventstore.AuditTrail.Told;
import io.gatehouse.eventstore.Origin;
import io.smallrye.mutiny.Uni;

import org.jboss.logging.Logger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was permitted and is no event of a log, on its way to the audit table and to subscribers.
 * One batch at a time is written, a moment after its first; what comes meanwhile makes the next.
 * Beyond {@value #MOST} that wait, and where the database is away, they are lost, and the log says
 * how many. Safe for all threads.
 */
final class AttemptBatches {

    private static final Logger LOG = Logger.getLogger(AttemptBatches.class);
    private static final int MOST = 20_000;
    private static final int AT_ONCE = 500;
    private static final Duration LINGER = Duration.ofMillis(50);

    private final AuditTrail trail;
    private final AttemptRecords records;
    private final BlockingQueue<Happened> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicBoolean isTelling = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();

    /**
     * What was permitted, as its event tells it.
     *
     * @param data made anew for the topic and, sealed, for the table
     * @param isKept whether it goes to the table too
     */
    private record Happened(
            Attempt attempt,
            Instant at,
            String type,
            Function<Function<String, JsonNode>, ObjectNode> data,
            boolean isKept) {}

    AttemptBatches(AuditTrail trail, AttemptRecords records) {
        this.trail = trail;
        this.records = records;
    }

    /**
     * Tells it, and keeps it where that is wished; returns at once.
     *
     * @param data its members; the function is for values that may name people
     */
    void add(
            Attempt attempt,
            String type,
            Function<Function<String, JsonNode>, ObjectNode> data,
            boolean isKept) {
        if (!waiting.offer(new Happened(attempt, Instant.now(), type, data, isKept))) {
            lost.incrementAndGet();
        }
        begin();
    }

    private void begin() {
        if (isTelling.compareAndSet(false, true)) {
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(LINGER)
                    .chain(this::batch)
                    .onTermination()
                    .invoke(this::end)
                    .subscribe()
                    .with(_ -> {}, _ -> {});
        }
    }

    private void end() {
        isTelling.set(false);
        long forgotten = lost.getAndSet(0);
        if (forgotten > 0) {
            LOG.warnf("%d permitted attempts could not be told", forgotten);
        }
        if (!waiting.isEmpty()) {
            begin();
        }
    }

    private Uni<Void> batch() {
        List<Happened> batch = new ArrayList<>();
        waiting.drainTo(batch, AT_ONCE);
        return trail.record(
                        batch.stream().filter(Happened::isKept).map(AttemptBatches::kept).toList(),
                        batch.stream().map(this::told).toList())
                .onFailure()
                .invoke(() -> lost.addAndGet(batch.size()));
    }

    private static Kept kept(Happened happened) {
        Attempt attempt = happened.attempt();
        return new Kept(
                attempt.account(),
                happened.at(),
                happened.type(),
                attempt.principalId(),
                new Origin(attempt.actor(), attempt.sourceIp(), attempt.userAgent()),
                attempt.requestId(),
                subject ->
                        happened.data()
                                .apply(clear -> AuditedAttempts.sealed(subject, clear))
                                .toString()
                                .getBytes(StandardCharsets.UTF_8));
    }

    private Told told(Happened happened) {
        return new Told(
                happened.attempt().account(),
                happened.at(),
                records.of(
                        happened.attempt(),
                        happened.type(),
                        happened.data().apply(TextNode::valueOf),
                        happened.at()));
    }
}
