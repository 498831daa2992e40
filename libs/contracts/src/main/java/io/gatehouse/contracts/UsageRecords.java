package io.gatehouse.contracts;

import com.google.protobuf.InvalidProtocolBufferException;

import io.gatehouse.contracts.usage.v1.UsageRecord;

import java.util.Map;

/**
 * Makes and reads the records of {@code gatehouse.usage}, under the same MAC as facts: a bill is
 * made of what our own processes counted alone. Immutable; safe for all threads.
 */
public final class UsageRecords {

    private static final String ALIVE = "incarnation/";

    private final FactMac mac;

    public UsageRecords(FactMac mac) {
        this.mac = mac;
    }

    /** What a record turned out to be. */
    public sealed interface Reading {

        /** Totals that one of our processes counted. */
        record Accepted(UsageRecord usage) implements Reading {}

        /** Not ours, or not readable: without effect, to be counted and reported. */
        record Refused(String reason) implements Reading {}
    }

    /** The record to send; its key is the account, or names the incarnation where it has none. */
    public WireRecord of(UsageRecord usage) {
        String key = key(usage);
        String topic = Topics.USAGE.wire();
        return new WireRecord(
                topic,
                Partitions.of(key),
                key,
                usage.toByteString(),
                Map.of(FactMac.HEADER, mac.sign(topic, key, usage.toByteString())));
    }

    /** Reads a record; total. */
    public Reading read(WireRecord record) {
        if (record.value() == null) {
            return new Reading.Refused("`%s` has no value".formatted(record.key()));
        }
        String header = record.headers().get(FactMac.HEADER);
        if (!mac.verifies(header, record.topic(), record.key(), record.value())) {
            return new Reading.Refused("`%s` has no MAC of ours".formatted(record.key()));
        }
        try {
            UsageRecord usage = UsageRecord.parseFrom(record.value());
            return key(usage).equals(record.key())
                    ? new Reading.Accepted(usage)
                    : new Reading.Refused("`%s` is another's usage".formatted(record.key()));
        } catch (InvalidProtocolBufferException _) {
            return new Reading.Refused("`%s` is no usage".formatted(record.key()));
        }
    }

    private static String key(UsageRecord usage) {
        return usage.getAccount().isEmpty() ? ALIVE + usage.getIncarnation() : usage.getAccount();
    }
}
