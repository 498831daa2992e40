package io.gatehouse.authz.check;

import io.gatehouse.authz.v1.Decision;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts decisions and refusals, and times decisions. */
@ApplicationScoped
class CheckMetrics {

    private final Map<Decision, Timer> decisions = new EnumMap<>(Decision.class);
    private final Map<CheckRefusedException.Reason, Counter> refusals =
            new EnumMap<>(CheckRefusedException.Reason.class);

    CheckMetrics(MeterRegistry metrics) {
        for (Decision decision : Decision.values()) {
            decisions.put(
                    decision, metrics.timer("gatehouse.decisions", "decision", decision.name()));
        }
        for (var reason : CheckRefusedException.Reason.values()) {
            refusals.put(
                    reason,
                    metrics.counter("gatehouse.decisions.refused", "reason", reason.name()));
        }
    }

    void decided(Decision decision, long nanoseconds) {
        Timer timer = decisions.get(decision);
        if (timer != null) {
            timer.record(nanoseconds, TimeUnit.NANOSECONDS);
        }
    }

    void refused(CheckRefusedException.Reason reason) {
        Counter counter = refusals.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
