package io.gatehouse.policyservice.log;

import io.gatehouse.contracts.WireRecord;
import io.gatehouse.eventstore.OutboxRecord;

/** Records of contracts as event-store keeps them. */
public final class OutboxRows {

    private OutboxRows() {}

    @SuppressWarnings("NullAway") // A tombstone's value is null on both sides.
    public static OutboxRecord of(WireRecord record) {
        return new OutboxRecord(
                record.topic(),
                record.partition(),
                record.key(),
                record.valueBytes(),
                record.headers());
    }
}
