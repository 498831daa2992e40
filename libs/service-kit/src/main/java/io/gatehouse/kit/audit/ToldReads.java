package io.gatehouse.kit.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.eventstore.AuditTrail;
import io.gatehouse.eventstore.AuditTrail.Told;
import io.smallrye.mutiny.Uni;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was permitted and changed nothing, on its way to subscribers. One batch at a time goes to the
 * outbox of attempts, a moment after its first; what comes meanwhile makes the next. Beyond {@value
 * #MOST} that wait, and where the database is away, they are lost, and the log says how many. Safe
 * for all threads.
 */
final class ToldReads {

    private static final Logger LOG = Logger.getLogger(ToldReads.class);
    private static final String TYPE = "attempt.allowed";
    private static final int MOST = 20_000;
    private static final int AT_ONCE = 500;
    private static final Duration LINGER = Duration.ofMillis(50);

    private final AuditTrail trail;
    private final AttemptRecords records;
    private final BlockingQueue<Moment> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicBoolean isTelling = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();

    private record Moment(Attempt attempt, Instant at) {}

    ToldReads(AuditTrail trail, AttemptRecords records) {
        this.trail = trail;
        this.records = records;
    }

    void tell(Attempt attempt) {
        if (!waiting.offer(new Moment(attempt, Instant.now()))) {
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
            LOG.warnf("%d permitted requests could not be told", forgotten);
        }
        if (!waiting.isEmpty()) {
            begin();
        }
    }

    private Uni<Void> batch() {
        List<Moment> batch = new ArrayList<>();
        waiting.drainTo(batch, AT_ONCE);
        return trail.tell(batch.stream().map(this::told).toList())
                .onFailure()
                .invoke(() -> lost.addAndGet(batch.size()));
    }

    private Told told(Moment moment) {
        Attempt attempt = moment.attempt();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("action", attempt.action());
        data.put("resource", attempt.resource());
        return new Told(
                attempt.account(), moment.at(), records.of(attempt, TYPE, data, moment.at()));
    }
}
