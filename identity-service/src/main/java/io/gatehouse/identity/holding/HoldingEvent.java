package io.gatehouse.identity.holding;

import io.gatehouse.model.UniqueId;

import java.time.Instant;

/**
 * What can have happened to what an owner holds.
 *
 * @param <D> what the feature says of each
 */
public sealed interface HoldingEvent<D> {

    UniqueId id();

    /**
     * @param owner a user's id, or the account's number for root
     */
    record Added<D>(String owner, UniqueId id, D details, Instant at) implements HoldingEvent<D> {}

    record Activated<D>(UniqueId id) implements HoldingEvent<D> {}

    record Deactivated<D>(UniqueId id) implements HoldingEvent<D> {}

    record Renewed<D>(UniqueId id) implements HoldingEvent<D> {}

    record Removed<D>(UniqueId id) implements HoldingEvent<D> {}
}
