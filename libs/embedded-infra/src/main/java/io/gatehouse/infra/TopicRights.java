package io.gatehouse.infra;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code deploy/images/acls.sh} does to a broker: the script itself is run, with a command in
 * the place of Kafka's that tells what it was called with. For tests.
 */
public final class TopicRights {

    private static final Map<String, ResourceType> KINDS =
            Map.of(
                    "--topic", ResourceType.TOPIC,
                    "--group", ResourceType.GROUP,
                    "--transactional-id", ResourceType.TRANSACTIONAL_ID);

    private TopicRights() {}

    /** The arguments of each call of {@code kafka-acls.sh}. */
    public static List<List<String>> calls(String bootstrapServers) {
        Path bin = TestInfra.newDirectory("acls");
        try {
            Path command = bin.resolve("kafka-acls.sh");
            Files.writeString(
                    command, "#!/usr/bin/env bash\nprintf '%s\\t' \"$@\"; printf '\\n'\n");
            Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
            ProcessBuilder script =
                    new ProcessBuilder("bash", script().toString(), bootstrapServers)
                            .redirectErrorStream(true);
            script.environment().put("KAFKA_BIN", bin.toString());
            Process running = script.start();
            String told =
                    new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new IllegalStateException("acls.sh failed: " + told);
            }
            return told.lines().map(line -> Arrays.asList(line.split("\t"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("acls.sh could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while acls.sh runs", e);
        }
    }

    /** What these calls allow. */
    public static List<AclBinding> allowed(List<List<String>> calls) {
        return calls.stream().flatMap(call -> allowedBy(call).stream()).toList();
    }

    private static List<AclBinding> allowedBy(List<String> call) {
        String principal = "";
        PatternType pattern = PatternType.LITERAL;
        List<AclOperation> operations = new ArrayList<>();
        List<Map.Entry<ResourceType, String>> resources = new ArrayList<>();
        for (int i = 0; i + 1 < call.size(); i++) {
            String value = call.get(i + 1);
            switch (call.get(i)) {
                case "--allow-principal" -> principal = value;
                case "--operation" -> operations.add(operation(value));
                case "--resource-pattern-type" ->
                        pattern = PatternType.fromString(value.toUpperCase(Locale.ROOT));
                case String word when KINDS.containsKey(word) ->
                        resources.add(Map.entry(KINDS.get(word), value));
                default -> {
                    // Where the broker is, and values of the words above.
                }
            }
        }
        List<AclBinding> allowed = new ArrayList<>();
        for (Map.Entry<ResourceType, String> resource : resources) {
            for (AclOperation operation : operations) {
                allowed.add(
                        new AclBinding(
                                new ResourcePattern(
                                        resource.getKey(), resource.getValue(), pattern),
                                new AccessControlEntry(
                                        principal, "*", operation, AclPermissionType.ALLOW)));
            }
        }
        return allowed;
    }

    /** {@code DescribeConfigs} is {@code DESCRIBE_CONFIGS}. */
    private static AclOperation operation(String word) {
        return AclOperation.fromString(
                word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    private static Path script() {
        String root = System.getProperty("gatehouse.root");
        if (root == null) {
            throw new IllegalStateException("the system property gatehouse.root is not set");
        }
        return Path.of(root, "deploy", "images", "acls.sh");
    }
}
