package io.gatehouse.kit.record;

import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.eventstore.CommitPosition;
import io.gatehouse.eventstore.OutboxRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes what a writing service puts into its outbox beside its events. Safe for all threads. */
public final class FactOutbox {

    private final FactRecords facts;

    public FactOutbox(FactRecords facts) {
        this.facts = facts;
    }

    /**
     * The facts of one command and the head that closes them. The key of a deletion is forgotten
     * thirty days later.
     */
    public List<OutboxRecord> of(CommitPosition at, List<Fact.Builder> bodies) {
        List<WireRecord> wire = facts.of(placement(at), bodies);
        List<OutboxRecord> records = new ArrayList<>(wire.size());
        for (int i = 0; i < wire.size(); i++) {
            OutboxRecord record = of(wire.get(i));
            boolean ends = i < bodies.size() && bodies.get(i).getDeleted();
            records.add(ends ? record.forgottenAfter(Topics.TOMBSTONE_AFTER) : record);
        }
        return records;
    }

    /** All facts of an owner, published again. */
    public List<OutboxRecord> republication(CommitPosition at, List<Fact.Builder> bodies) {
        return facts.republication(placement(at), bodies).stream().map(FactOutbox::of).toList();
    }

    /** "All that was committed before this instant has been published" to this partition. */
    public OutboxRecord heartbeat(int partition, Instant publishedBefore) {
        return of(facts.heartbeat(partition, publishedBefore));
    }

    /** The last record of a key, signed with the key of the day. */
    public OutboxRecord tombstone(String topic, int partition, String key) {
        OutboxRecord record = of(facts.tombstone(partition, key));
        if (!record.topic().equals(topic)) {
            throw new IllegalStateException("`%s` is a key of %s".formatted(key, topic));
        }
        return record;
    }

    /** A record of contracts as event-store keeps it. */
    @SuppressWarnings("NullAway") // A tombstone's value is null on both sides.
    public static OutboxRecord of(WireRecord record) {
        return new OutboxRecord(
                record.topic(),
                record.partition(),
                record.key(),
                record.valueBytes(),
                record.headers());
    }

    private static FactPlacement placement(CommitPosition at) {
        return new FactPlacement(
                at.position(),
                at.previousFactNumber(),
                at.seen(),
                at.time(),
                at.pastEpochs(),
                at.base().map(base -> new FactPlacement.Republication(base.id(), base.number())));
    }
}
