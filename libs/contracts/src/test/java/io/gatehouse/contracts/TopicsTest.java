package io.gatehouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gatehouse.model.LogName;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class TopicsTest {

    @Test
    void facts_are_compacted_and_keep_tombstones_for_a_week() {
        assertThat(Topics.factsOf(LogName.IDENTITY).wire()).isEqualTo("gatehouse.identity.facts");
        assertThat(Topics.factsOf(LogName.POLICY).wire()).isEqualTo("gatehouse.policy.facts");
        for (Topics topic : Topics.facts()) {
            assertThat(topic.configuration())
                    .containsOnly(
                            entry("cleanup.policy", "compact"),
                            entry("delete.retention.ms", "604800000"));
        }
    }

    @Test
    void events_and_decisions_are_deleted_by_age() {
        assertThat(Topics.EVENTS.configuration())
                .containsOnly(
                        entry("cleanup.policy", "delete"), entry("retention.ms", "2592000000"));
        assertThat(Topics.DECISIONS.configuration())
                .containsOnly(
                        entry("cleanup.policy", "delete"), entry("retention.ms", "604800000"));
        assertThat(Topics.USAGE.configuration())
                .containsOnly(
                        entry("cleanup.policy", "delete"), entry("retention.ms", "2592000000"));
    }

    /** These numbers are a promise: records written under them lie on disks. */
    @Test
    void an_account_has_its_partition_for_ever() {
        assertThat(Partitions.of("aws")).isEqualTo(27);
        assertThat(Partitions.of("000000000000")).isEqualTo(22);
        assertThat(Partitions.of("123456789012")).isEqualTo(25);
        assertThat(Partitions.of("999999999999")).isEqualTo(5);
    }

    @Test
    void accounts_spread_over_all_partitions() {
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            used.add(Partitions.of("%012d".formatted(i)));
        }
        assertThat(used).hasSize(Topics.PARTITIONS).allMatch(p -> p >= 0 && p < Topics.PARTITIONS);
    }
}
