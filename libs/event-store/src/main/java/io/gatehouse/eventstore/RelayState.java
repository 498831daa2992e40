package io.gatehouse.eventstore;

import java.util.Map;

/** What a relay is doing, for health and metrics. */
public sealed interface RelayState {

    /** Not started, or closed. */
    record Idle() implements RelayState {}

    /** Another instance serves the shard; this one would take over. */
    record StandingBy() implements RelayState {}

    /**
     * Serves the shard.
     *
     * @param stopped accounts whose next record cannot be delivered, and why
     */
    record Serving(Map<String, String> stopped) implements RelayState {
        public Serving {
            stopped = Map.copyOf(stopped);
        }
    }

    /** Could not go on and tries again soon: fenced, or broker or database away. */
    record Interrupted(String why) implements RelayState {}
}
