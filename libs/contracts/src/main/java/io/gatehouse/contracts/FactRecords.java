package io.gatehouse.contracts;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactPlacement.Republication;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.Head;
import io.gatehouse.contracts.facts.v1.Heartbeat;
import io.gatehouse.contracts.facts.v1.Position;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the records of a facts topic: envelope, key, partition and MAC. Used by the writers; {@link
 * FactReader} is its counterpart. Immutable; safe for all threads.
 *
 * <p>The records of one call belong into one Kafka transaction, in the order given.
 */
public final class FactRecords {

    private final LogName log;
    private final String topic;
    private final FactMac mac;

    public FactRecords(LogName log, FactMac mac) {
        this.log = log;
        this.topic = Topics.factsOf(log).wire();
        this.mac = mac;
    }

    /**
     * The facts of one command, then the account's head. A command without facts still gives the
     * head, so that readers reach its number.
     *
     * @param bodies facts of which only body, {@code deleted} and {@code must_understand} are set
     */
    public List<WireRecord> of(FactPlacement placement, List<Fact.Builder> bodies) {
        if (placement.previousNumber() == placement.position().number()) {
            throw new IllegalArgumentException("a new number follows the previous one");
        }
        return records(placement, bodies, "");
    }

    /**
     * All facts of an account again, then the head that closes them. {@code placement} names the
     * account's present number (no new one is taken) and, as {@code base}, this republication.
     * Bodies of deleted entities may be left out.
     */
    public List<WireRecord> republication(FactPlacement placement, List<Fact.Builder> bodies) {
        Republication republication =
                placement
                        .base()
                        .filter(base -> base.number() == placement.position().number())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "a republication's base is itself, at the present"
                                                + " number"));
        return records(placement, bodies, republication.id());
    }

    /** "All that was committed before this instant has been published" to this partition. */
    public WireRecord heartbeat(int partition, Instant publishedBefore) {
        ByteString value =
                Heartbeat.newBuilder()
                        .setLog(log.wire())
                        .setPublishedBefore(publishedBefore.toEpochMilli())
                        .build()
                        .toByteString();
        return record(partition, FactKeys.heartbeat(partition), value);
    }

    /**
     * The null record that lets compaction forget an entity: {@link Topics#TOMBSTONE_AFTER} after
     * the fact of its deletion.
     */
    public WireRecord tombstone(PolicyOwner owner, Fact.Builder body) {
        Fact fact = body.clone().setAccount(owner.text()).build();
        return tombstone(Partitions.of(owner), FactKeys.of(fact));
    }

    /** The same by its key, where the body was long ago. */
    public WireRecord tombstone(int partition, String key) {
        return record(partition, key, null);
    }

    private List<WireRecord> records(
            FactPlacement placement, List<Fact.Builder> bodies, String republication) {
        LogPosition at = placement.position();
        if (at.log() != log) {
            throw new IllegalArgumentException(
                    "records of the %s log, not of %s".formatted(log.wire(), at.log().wire()));
        }
        List<WireRecord> records = new ArrayList<>(bodies.size() + 1);
        for (int i = 0; i < bodies.size(); i++) {
            records.add(
                    record(envelope(bodies.get(i), placement, republication, i, bodies.size())));
        }
        Fact.Builder head = Fact.newBuilder().setHead(head(placement, bodies, republication));
        records.add(record(envelope(head, placement, republication, bodies.size(), bodies.size())));
        return List.copyOf(records);
    }

    private static Head head(
            FactPlacement placement, List<Fact.Builder> bodies, String republication) {
        boolean hasOwnFacts = republication.isEmpty() && !bodies.isEmpty();
        Head.Builder head =
                Head.newBuilder()
                        .setFactNumber(
                                hasOwnFacts
                                        ? placement.position().number()
                                        : placement.previousNumber())
                        .addAllPastEpochs(placement.pastEpochs());
        placement
                .base()
                .ifPresent(
                        base -> head.setBaseRepublication(base.id()).setBaseNumber(base.number()));
        if (!republication.isEmpty()) {
            head.setRepublishedFacts(bodies.size());
        }
        return head.build();
    }

    private static Fact envelope(
            Fact.Builder body,
            FactPlacement placement,
            String republication,
            int index,
            int count) {
        LogPosition at = placement.position();
        return body.clone()
                .setAccount(at.owner().text())
                .setEpoch(at.epoch())
                .setNumber(at.number())
                .setPreviousNumber(placement.previousNumber())
                .setIndex(index)
                .setCount(count)
                .clearSeen()
                .addAllSeen(seen(placement.seen(), at))
                .setCommittedAt(placement.committedAt().toEpochMilli())
                .setRepublication(republication)
                .build();
    }

    private static List<Position> seen(Revision seen, LogPosition own) {
        return seen.positions().stream()
                .filter(p -> p.log() != own.log() || !p.owner().equals(own.owner()))
                .filter(p -> p.number() > 0)
                .map(p ->
                        Position.newBuilder()
                                .setAccount(p.owner().text())
                                .setLog(p.log().wire())
                                .setEpoch(p.epoch())
                                .setNumber(p.number())
                                .build())
                .toList();
    }

    private WireRecord record(Fact fact) {
        return record(Partitions.of(fact.getAccount()), FactKeys.of(fact), fact.toByteString());
    }

    private WireRecord record(int partition, String key, @Nullable ByteString value) {
        Map<String, String> headers = Map.of(FactMac.HEADER, mac.sign(topic, key, value));
        return new WireRecord(topic, partition, key, value, headers);
    }
}
