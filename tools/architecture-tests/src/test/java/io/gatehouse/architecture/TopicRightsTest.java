package io.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.Topics;
import io.gatehouse.infra.TopicRights;

import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may do what to which topic: what {@code deploy/images/acls.sh} gives, compared with the
 * topics of the code and the table of {@code docs/spec/events.md}. That a broker refuses the rest:
 * {@code TopicRightsOnKafkaTest}.
 */
class TopicRightsTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final List<String> SERVICES = List.of("identity", "policy", "authz");
    private static final List<AclBinding> ALL = TopicRights.allowed(TopicRights.calls("k:1"));

    /** As {@code identity WRITE gatehouse.events}. */
    private static Set<String> rights(ResourceType kind) {
        return ALL.stream()
                .filter(it -> it.pattern().resourceType() == kind)
                .map(it ->
                        right(
                                it.entry().principal().replace("User:gatehouse-", ""),
                                it.entry().operation(),
                                it.pattern().name()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String right(String who, AclOperation operation, String what) {
        return who + " " + operation + " " + what;
    }

    @Test
    void every_service_may_compare_every_topic_of_the_code_and_no_other_is_named() {
        assertThat(
                        rights(ResourceType.TOPIC).stream()
                                .map(right -> right.split(" ")[2])
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topics.values()).map(Topics::wire).toList());
        for (String service : SERVICES) {
            for (Topics topic : Topics.values()) {
                assertThat(rights(ResourceType.TOPIC))
                        .contains(
                                right(service, AclOperation.DESCRIBE, topic.wire()),
                                right(service, AclOperation.DESCRIBE_CONFIGS, topic.wire()));
            }
        }
    }

    @Test
    void facts_are_written_by_their_owner_alone() {
        assertThat(rights(ResourceType.TOPIC))
                .filteredOn(right -> right.contains(" WRITE ") && right.endsWith(".facts"))
                .containsExactlyInAnyOrder(
                        "identity WRITE gatehouse.identity.facts",
                        "policy WRITE gatehouse.policy.facts");
        assertThat(rights(ResourceType.TRANSACTIONAL_ID))
                .containsExactlyInAnyOrder(
                        "identity DESCRIBE identity-relay-",
                        "identity WRITE identity-relay-",
                        "policy DESCRIBE policy-relay-",
                        "policy WRITE policy-relay-");
    }

    @Test
    void the_table_of_rights_says_what_the_script_does() throws IOException {
        Set<String> told = new TreeSet<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/spec/events.md"))) {
            String[] cells = line.split("\\|");
            if (cells.length == 4 && cells[1].strip().endsWith("-service`")) {
                String who = cells[1].strip().replace("`", "").replace("-service", "");
                for (String topic : cells[2].replace("`", "").split(",")) {
                    told.add(right(who, AclOperation.WRITE, topic.strip()));
                }
                for (String topic : cells[3].replace("`", "").split(",")) {
                    told.add(right(who, AclOperation.READ, topic.strip()));
                }
            }
        }
        told.removeIf(right -> right.endsWith(" –"));
        assertThat(rights(ResourceType.TOPIC))
                .filteredOn(right -> !right.contains(" DESCRIBE"))
                .containsExactlyInAnyOrderElementsOf(told);
    }
}
