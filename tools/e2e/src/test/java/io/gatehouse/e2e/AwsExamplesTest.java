package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.model.AccessKey;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The examples of AWS's own documentation go in and come out as written there, each in an account
 * of its own. {@code aws-examples.yaml} brings the state about in which they make sense.
 */
@ExtendWith(RunningGatehouse.class)
class AwsExamplesTest {

    private static final JsonNode TABLE = Steps.yaml("/aws-examples.yaml");

    /** Members whose values nobody can choose: only that they are there can be compared. */
    private static final Pattern MADE =
            Pattern.compile(
                    "(?!OpenIDConnect).*(Id|Date|Time|Expiration|SecretAccessKey|SessionToken|LastUsed|LastAuthenticated|PackedPolicySize)");

    /** What AWS answers today, and the examples, which are older, do not have. */
    private static final Set<String> NEWER =
            Set.of(
                    "IsTruncated",
                    "MaxSessionDuration",
                    "SessionTokenSize",
                    "SessionTokenUtilization");

    /** Account numbers in the examples. */
    private static final List<String> ACCOUNTS = List.of("123456789012", "336924118301");

    @TestFactory
    List<DynamicTest> an_example_comes_out_as_written(GatehouseProcess gatehouse) {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> answered = EveryActionTest.answered();
        for (String api : List.of("iam-2010-05-08", "sts-2011-06-15")) {
            Path file =
                    Path.of(
                            System.getProperty("gatehouse.shared.data", ""),
                            "aws-api",
                            api + "-examples.json");
            if (!Files.exists(file)) {
                String message = "skipped: the examples of AWS are not at " + file;
                tests.add(dynamicTest(api, () -> assumeTrue(false, message)));
                continue;
            }
            for (var operation : Steps.json(file).get("examples").properties()) {
                String action = api.substring(0, 3) + ":" + operation.getKey();
                int number = 0;
                for (JsonNode example : operation.getValue()) {
                    String name = number == 0 ? action : action + "#" + number;
                    number++;
                    tests.add(
                            dynamicTest(
                                    name,
                                    () -> {
                                        assumeTrue(
                                                answered.contains(action),
                                                "skipped: not answered yet");
                                        run(gatehouse, action, name, example);
                                    }));
                }
            }
        }
        return tests;
    }

    private static void run(
            GatehouseProcess gatehouse, String action, String name, JsonNode example) {
        JsonNode row = TABLE.get("examples").path(name);
        assumeTrue(!row.has("skip"), () -> "skipped: " + row.get("skip").asText());
        FreshAccount account = FreshAccount.create(gatehouse);
        try (SdkCall root = SdkCall.as(gatehouse, account.root())) {
            Steps steps = new Steps(root, TABLE.get("fixtures"), account.id());
            Material.all().forEach(steps::with);
            steps.run(row.path("given"));
            JsonNode input = steps.filled(changed(example.path("input"), row, "input", account));
            JsonNode expected =
                    steps.filled(changed(example.path("output"), row, "output", account));
            JsonNode answer = answer(gatehouse, account, row, steps, action, input);
            List<String> complaints = new ArrayList<>();
            compare("", expected, answer, complaints);
            assertThat(complaints).as("%s answered %s", name, answer).isEmpty();
        }
    }

    /** With the account's number, and with what the table says in place of what is written. */
    private static JsonNode changed(
            JsonNode written, JsonNode row, String part, FreshAccount account) {
        String text = written.isObject() ? written.toString() : "{}";
        for (String number : ACCOUNTS) {
            text = text.replace(number, account.id());
        }
        ObjectNode changed = (ObjectNode) Steps.json(text);
        for (var change : row.path(part).properties()) {
            int last = change.getKey().lastIndexOf('/');
            JsonNode parent = changed.at(change.getKey().substring(0, last));
            String member = change.getKey().substring(last + 1);
            if (change.getValue().isNull()) {
                ((ObjectNode) parent).remove(member);
            } else {
                ((ObjectNode) parent).set(member, change.getValue());
            }
        }
        return changed;
    }

    /** As the account's root, as the user that the row names, or as a session that it takes. */
    private static JsonNode answer(
            GatehouseProcess gatehouse,
            FreshAccount account,
            JsonNode row,
            Steps steps,
            String action,
            JsonNode input) {
        SdkCall.Key key = account.root();
        if (row.has("as")) {
            key = keyOf(gatehouse, account, row.get("as").asText());
        }
        if (row.has("session")) {
            var session = row.get("session").properties().iterator().next();
            try (SdkCall caller = SdkCall.as(gatehouse, key)) {
                key = keyOf(caller.call(session.getKey(), steps.filled(session.getValue())));
            }
        }
        try (SdkCall caller = SdkCall.as(gatehouse, key)) {
            return caller.call(action, input);
        }
    }

    private static SdkCall.Key keyOf(
            GatehouseProcess gatehouse, FreshAccount account, String user) {
        try (var iam = AwsClients.iam(gatehouse, account.root())) {
            AccessKey key = iam.createAccessKey(r -> r.userName(user)).accessKey();
            return new SdkCall.Key(key.accessKeyId(), key.secretAccessKey());
        }
    }

    private static SdkCall.Key keyOf(JsonNode session) {
        JsonNode key = session.required("Credentials");
        return new SdkCall.Key(
                key.required("AccessKeyId").asText(),
                key.required("SecretAccessKey").asText(),
                Optional.of(key.required("SessionToken").asText()));
    }

    private static void compare(
            String path, JsonNode expected, JsonNode actual, List<String> complaints) {
        if (expected.isObject()) {
            for (var member : expected.properties()) {
                String at = path + "/" + member.getKey();
                JsonNode found = actual.path(member.getKey());
                if (found.isMissingNode()) {
                    complaints.add(at + " is not there");
                } else if (!MADE.matcher(member.getKey()).matches()
                        || member.getValue().isContainerNode()) {
                    compare(at, member.getValue(), found, complaints);
                } else if (found.asText().isEmpty()) {
                    complaints.add(at + " is empty");
                }
            }
            actual.fieldNames()
                    .forEachRemaining(name -> {
                        if (!expected.has(name) && !NEWER.contains(name)) {
                            complaints.add(path + "/" + name + " is not in the example");
                        }
                    });
        } else if (expected.isArray()) {
            compareLists(path, expected, actual, complaints);
        } else if (!expected.equals(actual)) {
            complaints.add("%s is %s, not %s".formatted(path, actual, expected));
        }
    }

    /** In any order: the examples are in none. */
    private static void compareLists(
            String path, JsonNode expected, JsonNode actual, List<String> complaints) {
        if (expected.size() != actual.size()) {
            complaints.add("%s has %d members: %s".formatted(path, actual.size(), actual));
        }
        for (JsonNode one : expected) {
            boolean found = false;
            for (JsonNode candidate : actual) {
                List<String> against = new ArrayList<>();
                compare(path, one, candidate, against);
                found |= against.isEmpty();
            }
            if (!found) {
                complaints.add("%s lacks %s".formatted(path, one));
            }
        }
    }
}
