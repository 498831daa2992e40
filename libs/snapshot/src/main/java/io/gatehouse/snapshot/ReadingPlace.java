package io.gatehouse.snapshot;

import io.gatehouse.contracts.Topics;
import io.gatehouse.model.LogName;

import java.util.Arrays;

/** Up to where the facts topics have been read. Immutable. */
public final class ReadingPlace {

    private final String topics;
    private final long[] identity;
    private final long[] policy;

    /**
     * @param topics names cluster and topics by their ids, so that another or an emptied Kafka is
     *     told apart
     * @param identity for each partition, the offset of the next record
     * @param policy for each partition, the offset of the next record
     */
    public ReadingPlace(String topics, long[] identity, long[] policy) {
        if (identity.length != Topics.PARTITIONS || policy.length != Topics.PARTITIONS) {
            throw new IllegalArgumentException("one offset for each partition");
        }
        this.topics = topics;
        this.identity = identity.clone();
        this.policy = policy.clone();
    }

    public String topics() {
        return topics;
    }

    public long offset(LogName log, int partition) {
        return switch (log) {
            case IDENTITY -> identity[partition];
            case POLICY -> policy[partition];
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadingPlace that
                && topics.equals(that.topics)
                && Arrays.equals(identity, that.identity)
                && Arrays.equals(policy, that.policy);
    }

    @Override
    public int hashCode() {
        return topics.hashCode() + 31 * Arrays.hashCode(identity) + 961 * Arrays.hashCode(policy);
    }
}
