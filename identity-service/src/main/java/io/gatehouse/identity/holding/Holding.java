package io.gatehouse.identity.holding;

import io.gatehouse.model.UniqueId;

import java.time.Instant;

/**
 * One thing that an owner holds.
 *
 * @param <D> what the feature says of it
 */
public record Holding<D>(UniqueId id, boolean active, Instant added, D details) {

    Holding<D> switched(boolean on) {
        return new Holding<>(id, on, added, details);
    }
}
