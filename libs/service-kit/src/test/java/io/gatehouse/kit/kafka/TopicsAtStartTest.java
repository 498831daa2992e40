package io.gatehouse.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.contracts.Topics;
import io.gatehouse.infra.TestInfra;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

class TopicsAtStartTest {

    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", TestInfra.kafka());

    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    @Timeout(60)
    void topics_as_they_must_be_let_a_service_start_and_others_do_not() throws Exception {
        new TopicProvisioner(KAFKA).provision();
        TopicsAtStart check = new TopicsAtStart(KAFKA, () -> ended.set(true));
        assertThatCode(check::require).doesNotThrowAnyException();

        cleanUp("delete");
        try {
            assertThatThrownBy(check::require)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("gatehouse.policy.facts")
                    .hasMessageContaining("cleanup.policy=delete, not compact");
        } finally {
            cleanUp("compact");
        }
        assertThatCode(check::require).doesNotThrowAnyException();
        assertThat(ended).isFalse();
    }

    private static void cleanUp(String policy) throws ExecutionException, InterruptedException {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, Topics.POLICY_FACTS.wire());
        try (Admin admin = Admin.create(KAFKA)) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    topic,
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("cleanup.policy", policy),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            // The controller acknowledges; the broker that is asked next may learn it later.
            while (!policy.equals(shown(admin, topic))) {
                Thread.onSpinWait();
            }
        }
    }

    private static String shown(Admin admin, ConfigResource topic)
            throws ExecutionException, InterruptedException {
        return admin.describeConfigs(List.of(topic))
                .all()
                .get()
                .get(topic)
                .get("cleanup.policy")
                .value();
    }
}
