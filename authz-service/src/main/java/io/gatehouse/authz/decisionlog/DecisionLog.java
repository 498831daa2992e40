package io.gatehouse.authz.decisionlog;

import io.gatehouse.authz.decisionlog.DecisionLogSettings.Mode;
import io.gatehouse.kit.kafka.KafkaSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Learns of decisions on the threads that make them and hands them to {@link DecisionWriter}: a
 * draw, an addition to a queue, nothing more. Safe for all threads.
 */
@ApplicationScoped
public class DecisionLog {

    private final Mode mode;
    private final DecisionLogSettings.Sample sample;
    private final LogQueue queue;
    private final DecisionWriter writer;
    private final Counter dropped;

    DecisionLog(DecisionLogSettings settings, MeterRegistry metrics, KafkaSettings kafka) {
        this.mode = settings.mode();
        this.sample = settings.sample();
        this.queue = new LogQueue(settings.capacity());
        this.dropped = metrics.counter("gatehouse.decision.log.dropped");
        this.writer =
                new DecisionWriter(
                        queue,
                        new DecisionProducer(settings, kafka.client()),
                        new DecisionJson(settings),
                        mode == Mode.STRICT,
                        dropped::increment);
        Gauge.builder("gatehouse.decision.log.held", queue, LogQueue::held)
                .description("decisions on their way to the log")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        if (mode != Mode.OFF) {
            writer.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        writer.close();
    }

    /** Done at once, but for a strict log without room: then when there is, or never. */
    public Uni<Void> room(int decisions, Duration patience) {
        return mode == Mode.STRICT ? queue.room(decisions, patience) : Uni.createFrom().voidItem();
    }

    /** Takes note of a decision that was made. */
    public void learn(Decided decided) {
        if (mode == Mode.OFF || !isDrawn(decided)) {
            return;
        }
        if (mode == Mode.STRICT) {
            queue.add(decided);
        } else if (!queue.offer(decided)) {
            dropped.increment();
        }
    }

    private boolean isDrawn(Decided decided) {
        double share =
                switch (decided.response().getDecision()) {
                    case ALLOWED -> sample.allowed();
                    case EXPLICITLY_DENIED -> sample.explicitlyDenied();
                    case IMPLICITLY_DENIED -> sample.implicitlyDenied();
                    case DECISION_UNSPECIFIED, UNRECOGNIZED -> 1;
                };
        return share >= 1 || (share > 0 && ThreadLocalRandom.current().nextDouble() < share);
    }
}
