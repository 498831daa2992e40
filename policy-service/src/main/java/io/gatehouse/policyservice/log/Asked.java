package io.gatehouse.policyservice.log;

import io.gatehouse.eventstore.CommandMetadata;
import io.gatehouse.kit.audit.Attempt;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a command, and what it is called when it is refused.
 *
 * @param attempt null for what this service does by itself
 */
public record Asked(CommandMetadata metadata, @Nullable Attempt attempt) {

    /** By this service itself. */
    public static Asked byItself(CommandMetadata metadata) {
        return new Asked(metadata, null);
    }
}
