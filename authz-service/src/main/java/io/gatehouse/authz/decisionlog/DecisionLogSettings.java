package io.gatehouse.authz.decisionlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What of the decisions is logged, and what happens when the log cannot keep up. */
@ConfigMapping(prefix = "gatehouse.decision-log")
public interface DecisionLogSettings {

    @WithDefault("lossy")
    Mode mode();

    /** Decisions that may wait to be written. */
    @WithDefault("16384")
    int capacity();

    /** How long an entry is tried to be delivered in the lossy mode. */
    @WithDefault("PT30S")
    Duration deliveryTimeout();

    Sample sample();

    /** Context keys that are written, in any case of letters; no others are. */
    Optional<Set<String>> context();

    /** What happens when the log cannot keep up. */
    enum Mode {
        /** Nothing is logged. */
        OFF,
        /** The decision goes out, its entry is dropped and counted. */
        LOSSY,
        /** No decision is made until there is room; a question that waits too long is refused. */
        STRICT
    }

    /** The share of decisions that is logged, from 0 to 1. */
    interface Sample {
        @WithDefault("0.01")
        double allowed();

        @WithDefault("1")
        double explicitlyDenied();

        @WithDefault("1")
        double implicitlyDenied();
    }
}
