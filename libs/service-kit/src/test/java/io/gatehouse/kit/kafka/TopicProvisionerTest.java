package io.gatehouse.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.Topics;
import io.gatehouse.infra.KafkaServer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class TopicProvisionerTest {

    @TempDir Path directory;

    @Test
    void topics_are_made_as_they_must_be_and_wrong_ones_are_named() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(directory, 0)) {
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            TopicProvisioner provisioner = new TopicProvisioner(settings);
            try (Admin admin = Admin.create(settings)) {
                // One with too few partitions that deletes what compaction would keep.
                admin.createTopics(List.of(new NewTopic(Topics.POLICY_FACTS.wire(), 8, (short) 1)))
                        .all()
                        .get();
            }
            assertThat(provisioner.problems())
                    .contains("topic gatehouse.identity.facts is missing")
                    .contains("topic gatehouse.policy.facts has 8 partitions, not 32");
            provisioner.provision();
            provisioner.provision();
            assertThat(provisioner.problems())
                    .allMatch(problem -> problem.contains(Topics.POLICY_FACTS.wire()))
                    .contains("topic gatehouse.policy.facts has 8 partitions, not 32")
                    .contains(
                            "topic gatehouse.policy.facts has cleanup.policy=delete, not compact");
        }
    }
}
