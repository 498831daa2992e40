package io.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.Topics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may do what to which topic: {@code deploy/images/acls.sh} is run with a command in the place
 * of Kafka's that prints what it was called with, and compared with the topics of the code and the
 * table of {@code docs/spec/events.md}.
 */
class TopicRightsTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final List<String> SERVICES = List.of("identity", "policy", "authz");

    @TempDir Path bin;

    /** One permission: {@code identity Write gatehouse.events}. */
    private Set<String> rights(String kind) throws IOException, InterruptedException {
        Path command = bin.resolve("kafka-acls.sh");
        Files.writeString(command, "#!/usr/bin/env bash\necho \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder script =
                new ProcessBuilder("bash", ROOT.resolve("deploy/images/acls.sh").toString(), "k:1");
        script.environment().put("KAFKA_BIN", bin.toString());
        Process running = script.redirectErrorStream(true).start();
        String calls = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(calls).isZero();
        Set<String> rights = new TreeSet<>();
        for (String call : calls.lines().toList()) {
            List<String> words = Arrays.asList(call.split(" "));
            int resource = words.indexOf(kind);
            if (resource < 0) {
                continue;
            }
            String who =
                    words.get(words.indexOf("--allow-principal") + 1)
                            .replace("User:gatehouse-", "");
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).equals("--operation")) {
                    rights.add(who + " " + words.get(i + 1) + " " + words.get(resource + 1));
                }
            }
        }
        return rights;
    }

    @Test
    void every_service_may_compare_every_topic_of_the_code_and_no_other_is_named()
            throws Exception {
        Set<String> topics =
                rights("--topic").stream()
                        .map(right -> right.split(" ")[2])
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(topics)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topics.values()).map(Topics::wire).toList());
        for (String service : SERVICES) {
            for (Topics topic : Topics.values()) {
                assertThat(rights("--topic"))
                        .contains(
                                service + " Describe " + topic.wire(),
                                service + " DescribeConfigs " + topic.wire());
            }
        }
    }

    @Test
    void facts_are_written_by_their_owner_alone() throws Exception {
        assertThat(rights("--topic"))
                .filteredOn(right -> right.contains(" Write ") && right.endsWith(".facts"))
                .containsExactlyInAnyOrder(
                        "identity Write gatehouse.identity.facts",
                        "policy Write gatehouse.policy.facts");
        assertThat(rights("--transactional-id"))
                .containsExactlyInAnyOrder(
                        "identity Describe identity-relay-",
                        "identity Write identity-relay-",
                        "policy Describe policy-relay-",
                        "policy Write policy-relay-");
    }

    @Test
    void the_table_of_rights_says_what_the_script_does() throws Exception {
        Set<String> told = new TreeSet<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/spec/events.md"))) {
            String[] cells = line.split("\\|");
            if (cells.length == 4 && cells[1].strip().endsWith("-service`")) {
                String who = cells[1].strip().replace("`", "").replace("-service", "");
                for (String topic : cells[2].replace("`", "").split(",")) {
                    told.add(who + " Write " + topic.strip());
                }
                for (String topic : cells[3].replace("`", "").split(",")) {
                    told.add(who + " Read " + topic.strip());
                }
            }
        }
        told.removeIf(right -> right.endsWith(" –"));
        assertThat(rights("--topic"))
                .filteredOn(right -> !right.contains(" Describe"))
                .containsExactlyInAnyOrderElementsOf(told);
    }
}
