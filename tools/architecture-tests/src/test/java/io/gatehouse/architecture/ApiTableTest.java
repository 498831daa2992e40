package io.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.awsquery.AwsApi;
import io.gatehouse.awsquery.Operation;
import io.gatehouse.awsquery.Operations;
import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of actions in {@code docs/spec/api.md} is what the code has: handlers as the services
 * register them, owners as the gateway routes them. {@code -Dgatehouse.write.docs=true} writes it
 * anew.
 */
class ApiTableTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final Path TABLE = ROOT.resolve("docs/spec/api.md");
    private static final String START = "<!-- The table is made by ApiTableTest. -->\n";
    private static final Pattern REGISTRATION =
            Pattern.compile(
                    "(?:[.]on(?:Write)?\\(|refuse\\(\\s*actions,)\\s*(\\w+Request)[.]class");
    private static final Pattern REFUSAL =
            Pattern.compile(
                    "refuse\\(\\s*actions,\\s*(\\w+Request)[.]class,\\s*ErrorCode[.](\\w+)");
    private static final String AWS_ONLY =
            "identity-service/src/main/java/io/gatehouse/identity/awsonly/AwsOnlyActions.java";
    private static final Map<String, String> SERVICES =
            Map.of("identity", "identity-service", "policy", "policy-service");

    @Test
    void the_table_of_actions_is_what_the_code_has() throws Exception {
        String text = Files.readString(TABLE);
        int start = text.indexOf(START);
        assertThat(start).as("the place of the table in api.md").isPositive();
        String wanted = text.substring(0, start) + START + table();
        if (Boolean.getBoolean("gatehouse.write.docs")) {
            Files.writeString(TABLE, wanted);
        } else {
            assertThat(text)
                    .as("docs/spec/api.md is old: run this test with -Dgatehouse.write.docs=true")
                    .isEqualTo(wanted);
        }
    }

    @Test
    void every_action_is_handled_by_the_service_that_the_gateway_sends_it_to() throws Exception {
        Map<Operation, String> handled = handled();
        assertThat(handled).isNotEmpty();
        for (Map.Entry<Operation, String> handler : handled.entrySet()) {
            assertThat(owner(handler.getKey()))
                    .as(handler.getKey().action().toString())
                    .isEqualTo(handler.getValue());
        }
    }

    private static String table() throws Exception {
        Map<Operation, String> handled = handled();
        Map<String, String> awsOnly = awsOnly();
        StringBuilder table = new StringBuilder();
        for (AwsApi api : AwsApi.values()) {
            long answered =
                    handled.keySet().stream().filter(operation -> operation.api() == api).count();
            table.append(
                    "\n## %s %s: %d of %d\n\n"
                            .formatted(
                                    api.name(),
                                    api.version(),
                                    answered,
                                    Operations.of(api).size()));
            table.append("| Action | Owner | State |\n|---|---|---|\n");
            for (String name : Operations.of(api)) {
                Operation operation = new Operation(api, name);
                String state =
                        handled.containsKey(operation)
                                ? awsOnly.getOrDefault(name, "answered")
                                : "InvalidAction";
                table.append("| `%s` | %s | %s |\n".formatted(name, owner(operation), state));
            }
        }
        return table.toString();
    }

    private static Map<Operation, String> handled() throws IOException {
        Map<Operation, String> handled =
                new TreeMap<>(
                        java.util.Comparator.comparing(operation -> operation.action().toString()));
        for (Map.Entry<String, String> service : SERVICES.entrySet()) {
            Path sources = ROOT.resolve(service.getValue()).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    Matcher registration = REGISTRATION.matcher(Files.readString(file));
                    while (registration.find()) {
                        handled.put(operation(registration.group(1)), service.getKey());
                    }
                }
            }
        }
        return handled;
    }

    /** The error that answers an action which makes no sense outside AWS. */
    private static Map<String, String> awsOnly() throws IOException {
        Map<String, String> errors = new TreeMap<>();
        Matcher refusal = REFUSAL.matcher(Files.readString(ROOT.resolve(AWS_ONLY)));
        while (refusal.find()) {
            errors.put(
                    operation(refusal.group(1)).name(),
                    "inside AWS only: `%s`"
                            .formatted(ErrorCode.valueOf(refusal.group(2)).awsCode()));
        }
        return errors;
    }

    private static Operation operation(String request) {
        for (AwsApi api : AwsApi.values()) {
            for (String name : Operations.of(api)) {
                if (request.equalsIgnoreCase(name + "Request")) {
                    return new Operation(api, name);
                }
            }
        }
        throw new IllegalArgumentException("no request of an operation: " + request);
    }

    /** The gateway's routing table is its own; it is asked, not repeated. */
    private static String owner(Operation operation) throws ReflectiveOperationException {
        Class<?> table = Class.forName("io.gatehouse.gateway.RoutingTable");
        Method ofAction = table.getDeclaredMethod("ofAction", String.class, String.class);
        ofAction.setAccessible(true);
        Object destination = ofAction.invoke(null, operation.name(), operation.api().version());
        Method owner = destination.getClass().getDeclaredMethod("owner");
        owner.setAccessible(true);
        return owner.invoke(destination).toString().toLowerCase(java.util.Locale.ROOT);
    }
}
