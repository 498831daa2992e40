package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.stack.AuthzProcess;

import java.time.Duration;
import java.util.List;

/**
 * How long and how much: enough for figures, or just enough to see that everything works.
 *
 * @param warm of each load, before anything counts
 * @param measured of each load in each round
 * @param users of the population
 * @param times of what is done one after another
 * @param only parts whose name holds it are measured, and what those need
 */
public record Effort(
        boolean isQuick,
        Duration warm,
        Duration measured,
        int rounds,
        int users,
        int times,
        String only) {

    public static final Effort FULL =
            new Effort(false, Duration.ofSeconds(20), Duration.ofSeconds(3), 5, 1_000_000, 400, "");
    public static final Effort QUICK =
            new Effort(true, Duration.ofMillis(200), Duration.ofMillis(250), 1, 2_000, 6, "");

    public Effort only(String part) {
        return new Effort(isQuick, warm, measured, rounds, users, times, part);
    }

    /** Options of an authz-service of its own. */
    public List<String> jvm() {
        return isQuick ? AuthzProcess.QUICK : AuthzProcess.DEPLOYED;
    }

    /** A warm-up of what has run before. */
    public Duration again() {
        return warm.dividedBy(20);
    }
}
