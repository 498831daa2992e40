package io.gatehouse.contracts;

import io.gatehouse.model.LogName;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The topics that Gatehouse writes, and how each must be configured (DESIGN 2, "Facts"). A
 * provisioner creates them; every service compares them with this table at start.
 */
public enum Topics {
    /** Present state of accounts, users, groups and roles, by identity-service. */
    IDENTITY_FACTS("gatehouse.identity.facts", Cleanup.COMPACT),
    /** Present state of policies and attachments, by policy-service. */
    POLICY_FACTS("gatehouse.policy.facts", Cleanup.COMPACT),
    /** Everything that happened, for subscribers and audit. */
    EVENTS("gatehouse.events", Cleanup.THIRTY_DAYS),
    /** The decision log. */
    DECISIONS("gatehouse.decisions", Cleanup.SEVEN_DAYS),
    /** Running totals of who used what, for the ledger. */
    USAGE("gatehouse.usage", Cleanup.THIRTY_DAYS);

    /** Of every topic, for ever: a partition is a function of the account. */
    public static final int PARTITIONS = 32;

    /** A compile-time constant, because the constants of this enum need it while they are made. */
    private static final int TOMBSTONE_DAYS = 7;

    /**
     * How long a compacted topic keeps a tombstone. A copy of the facts that is older may hold
     * entities whose tombstone is gone, and must be thrown away.
     */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(TOMBSTONE_DAYS);

    /** How long after the fact of a deletion its tombstone is written. */
    public static final Duration TOMBSTONE_AFTER = Duration.ofDays(30);

    private final String wire;
    private final Cleanup cleanup;

    Topics(String wire, Cleanup cleanup) {
        this.wire = wire;
        this.cleanup = cleanup;
    }

    /** The topic's name on Kafka. */
    public String wire() {
        return wire;
    }

    /** Topic configuration by Kafka's own names; what is not named is left to the broker. */
    public Map<String, String> configuration() {
        return cleanup.configuration();
    }

    /** The topic that carries the facts of a log. */
    public static Topics factsOf(LogName log) {
        return switch (log) {
            case IDENTITY -> IDENTITY_FACTS;
            case POLICY -> POLICY_FACTS;
        };
    }

    /** The two facts topics. */
    public static List<Topics> facts() {
        return List.of(IDENTITY_FACTS, POLICY_FACTS);
    }

    private enum Cleanup {
        COMPACT("compact", "delete.retention.ms", Duration.ofDays(TOMBSTONE_DAYS)),
        THIRTY_DAYS("delete", "retention.ms", Duration.ofDays(30)),
        SEVEN_DAYS("delete", "retention.ms", Duration.ofDays(7));

        private final String policy;
        private final String retentionName;
        private final Duration retention;

        Cleanup(String policy, String retentionName, Duration retention) {
            this.policy = policy;
            this.retentionName = retentionName;
            this.retention = retention;
        }

        private Map<String, String> configuration() {
            return Map.of(
                    "cleanup.policy", policy, retentionName, Long.toString(retention.toMillis()));
        }
    }
}
