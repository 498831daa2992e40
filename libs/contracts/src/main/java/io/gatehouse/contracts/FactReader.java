package io.gatehouse.contracts;

import com.google.protobuf.InvalidProtocolBufferException;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.Heartbeat;
import io.gatehouse.contracts.facts.v1.Position;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads records of the facts topics, and believes none that our writers did not make. Total: every
 * record gives one of {@link Reading}'s cases, none throws. Immutable; safe for all threads.
 */
public final class FactReader {

    /** Features that this reader knows, of those that a fact may require. */
    private static final Set<String> UNDERSTOOD = Set.of();

    private final FactMac mac;

    public FactReader(FactMac mac) {
        this.mac = mac;
    }

    /** What a record turned out to be. */
    public sealed interface Reading {

        /** A fact of ours, in its place. */
        record Accepted(PolicyOwner owner, LogName log, String key, Fact fact) implements Reading {

            /** Where in its log it stands. */
            public LogPosition position() {
                return new LogPosition(owner, log, fact.getEpoch(), fact.getNumber());
            }

            /** Where readers must be before they may apply it. */
            public List<LogPosition> seen() {
                return fact.getSeenList().stream().map(FactReader::position).toList();
            }
        }

        /** A heartbeat of ours. */
        record Beat(int partition, LogName log, Instant publishedBefore) implements Reading {}

        /** A key that compaction will forget; the deletion itself was a fact, long before. */
        record Tombstone(PolicyOwner owner, LogName log, String key) implements Reading {}

        /** Not ours, or not in its place: without effect, to be counted and reported. */
        record Refused(String reason) implements Reading {}

        /** Ours, but not readable here: its account must stop, loudly. */
        record Unreadable(PolicyOwner owner, LogName log, String reason) implements Reading {}
    }

    /** Reads a record that arrived at that topic and partition. */
    public Reading read(WireRecord record) {
        LogName log = logOf(record.topic());
        if (log == null) {
            return new Reading.Refused("`%s` carries no facts".formatted(record.topic()));
        }
        String header = record.headers().get(FactMac.HEADER);
        if (header == null) {
            return new Reading.Refused("`%s` has no MAC".formatted(record.key()));
        }
        if (!mac.verifies(header, record.topic(), record.key(), record.value())) {
            return new Reading.Refused("`%s` has a forged or unknown MAC".formatted(record.key()));
        }
        return FactKeys.isHeartbeat(record.key()) ? heartbeat(record, log) : ofAccount(record, log);
    }

    private static Reading heartbeat(WireRecord record, LogName log) {
        if (record.value() == null
                || !record.key().equals(FactKeys.heartbeat(record.partition()))) {
            return new Reading.Refused("`%s` is not a heartbeat here".formatted(record.key()));
        }
        try {
            Heartbeat beat = Heartbeat.parseFrom(record.value());
            return new Reading.Beat(
                    record.partition(), log, Instant.ofEpochMilli(beat.getPublishedBefore()));
        } catch (InvalidProtocolBufferException _) {
            return new Reading.Refused("`%s` is not a heartbeat".formatted(record.key()));
        }
    }

    private static Reading ofAccount(WireRecord record, LogName log) {
        Optional<PolicyOwner> named = FactKeys.owner(record.key());
        if (named.isEmpty() || Partitions.of(named.get()) != record.partition()) {
            return new Reading.Refused(
                    "`%s` does not belong into partition %d"
                            .formatted(record.key(), record.partition()));
        }
        PolicyOwner owner = named.get();
        if (record.value() == null) {
            return new Reading.Tombstone(owner, log, record.key());
        }
        try {
            Fact fact = Fact.parseFrom(record.value());
            return problem(fact, owner, record.key())
                    .<Reading>map(reason -> new Reading.Unreadable(owner, log, reason))
                    .orElseGet(() -> new Reading.Accepted(owner, log, record.key(), fact));
        } catch (InvalidProtocolBufferException _) {
            return new Reading.Unreadable(owner, log, "`%s` is not a fact".formatted(record.key()));
        }
    }

    private static Optional<String> problem(Fact fact, PolicyOwner owner, String key) {
        for (String feature : fact.getMustUnderstandList()) {
            if (!UNDERSTOOD.contains(feature)) {
                return Optional.of(
                        "`%s` needs `%s`, which this reader does not know".formatted(key, feature));
            }
        }
        boolean isHead = fact.hasHead();
        if (!fact.getAccount().equals(owner.text())
                || fact.getEpoch().isEmpty()
                || fact.getNumber() < 1
                || (isHead
                        ? fact.getIndex() != fact.getCount()
                        : Integer.compareUnsigned(fact.getIndex(), fact.getCount()) >= 0)) {
            return Optional.of("`%s` has a broken envelope".formatted(key));
        }
        for (Position seen : fact.getSeenList()) {
            if (!isPosition(seen)) {
                return Optional.of("`%s` waits for a log that cannot be".formatted(key));
            }
        }
        return keyProblem(fact, key);
    }

    /** A body that this reader does not know is no problem: unknown additions restrict nothing. */
    private static Optional<String> keyProblem(Fact fact, String key) {
        if (fact.getBodyCase() == Fact.BodyCase.BODY_NOT_SET) {
            return Optional.empty();
        }
        try {
            return FactKeys.of(fact).equals(key)
                    ? Optional.empty()
                    : Optional.of("`%s` holds `%s`".formatted(key, FactKeys.of(fact)));
        } catch (IllegalArgumentException e) {
            return Optional.of("`%s`: %s".formatted(key, e.getMessage()));
        }
    }

    private static boolean isPosition(Position seen) {
        try {
            return position(seen).number() > 0 && !seen.getEpoch().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static LogPosition position(Position seen) {
        return new LogPosition(
                PolicyOwner.parse(seen.getAccount()),
                LogName.parse(seen.getLog()),
                seen.getEpoch(),
                seen.getNumber());
    }

    private static @Nullable LogName logOf(String topic) {
        for (LogName log : LogName.values()) {
            if (Topics.factsOf(log).wire().equals(topic)) {
                return log;
            }
        }
        return null;
    }
}
