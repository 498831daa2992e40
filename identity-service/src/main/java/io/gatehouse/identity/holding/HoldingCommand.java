package io.gatehouse.identity.holding;

import io.gatehouse.model.UniqueId;

import java.time.Instant;

/**
 * What can be asked of what an owner holds.
 *
 * @param <D> what the feature says of each
 */
public sealed interface HoldingCommand<D> {

    /**
     * @param owner a user's id, or the account's number for root
     */
    record Add<D>(String owner, UniqueId id, D details, Instant at) implements HoldingCommand<D> {}

    record Activate<D>(UniqueId id) implements HoldingCommand<D> {}

    record Deactivate<D>(UniqueId id) implements HoldingCommand<D> {}

    /** Gives it another secret. */
    record Renew<D>(UniqueId id) implements HoldingCommand<D> {}

    record Remove<D>(UniqueId id) implements HoldingCommand<D> {}
}
