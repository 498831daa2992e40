package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every action that is answered, twice: by a user who may do everything but that on that very
 * resource, and by one who may do exactly that, there alone and only while the question has the
 * context keys that it must have. {@code every-action.yaml} says how each is prepared and called.
 */
@ExtendWith(RunningGatehouse.class)
class EveryActionTest {

    private static final JsonNode TABLE = Steps.yaml("/every-action.yaml");
    private static final Pattern ANSWERED =
            Pattern.compile("\\| `(\\w+)` \\| \\w+ \\| (answered|inside AWS only.*) \\|");

    private static final String EXACTLY = "every-action-exactly";
    private static final String ALL_BUT = "every-action-all-but";

    /** Users whose policies, through a group each, change with every row. */
    private record Callers(IamClient root, SdkCall exactly, SdkCall allBut) {

        static Callers create(GatehouseProcess gatehouse, IamClient root) {
            return new Callers(
                    root, user(gatehouse, root, EXACTLY), user(gatehouse, root, ALL_BUT));
        }

        private static SdkCall user(GatehouseProcess gatehouse, IamClient root, String name) {
            root.createUser(r -> r.userName(name));
            root.createGroup(r -> r.groupName(name));
            root.addUserToGroup(r -> r.groupName(name).userName(name));
            AccessKey key = root.createAccessKey(r -> r.userName(name)).accessKey();
            return SdkCall.as(gatehouse, new SdkCall.Key(key.accessKeyId(), key.secretAccessKey()));
        }

        void mayExactly(List<Right> rights) {
            put(EXACTLY, rights.stream().map(right -> right.allowed(EXACTLY)).toList());
        }

        void mayAllBut(ObjectNode denial) {
            put(ALL_BUT, List.of(Right.everything(), denial));
        }

        private void put(String user, List<ObjectNode> statements) {
            ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
            policy.putArray("Statement").addAll(statements);
            root.putGroupPolicy(
                    r -> r.groupName(user).policyName("row").policyDocument(policy.toString()));
        }
    }

    @Test
    void every_answered_action_has_a_row() {
        Set<String> answered = answered();
        assertThat(answered).hasSizeGreaterThan(60);
        TreeSet<String> rows = new TreeSet<>();
        TABLE.get("actions").fieldNames().forEachRemaining(rows::add);
        assertThat(rows).as("rows of every-action.yaml").containsAll(answered);
    }

    /** As the table of the API says, which is made from the code. */
    static Set<String> answered() {
        TreeSet<String> answered = new TreeSet<>();
        String vendor = "";
        for (String line :
                GatehouseProcess.lines(GatehouseProcess.projectFile("docs/spec/api.md"))) {
            if (line.startsWith("## IAM ") || line.startsWith("## STS ")) {
                vendor = line.substring(3, 6).toLowerCase(Locale.ROOT) + ":";
            }
            Matcher row = ANSWERED.matcher(line);
            if (row.matches()) {
                answered.add(vendor + row.group(1));
            }
        }
        return answered;
    }

    @Test
    void each_is_refused_without_its_permission_and_done_with_no_other(GatehouseProcess gatehouse) {
        List<String> complaints = new ArrayList<>();
        Set<String> answered = answered();
        int walked = 0;
        try (IamClient iam = AwsClients.iam(gatehouse);
                SdkCall root = SdkCall.as(gatehouse, gatehouse.rootKey())) {
            Callers callers = Callers.create(gatehouse, iam);
            for (var row : TABLE.get("actions").properties()) {
                if (answered.contains(row.getKey()) && !row.getValue().has("free")) {
                    walked++;
                    walk(callers, root, row.getKey(), row.getValue()).ifPresent(complaints::add);
                }
            }
        }
        assertThat(complaints).isEmpty();
        System.out.printf("%d actions walked twice%n", walked);
    }

    private static Optional<String> walk(
            Callers callers, SdkCall root, String action, JsonNode row) {
        String plain = "every-" + action.substring(4, Math.min(action.length(), 38));
        String name = row.has("lower") ? plain.toLowerCase(Locale.ROOT) : plain;
        Steps steps =
                new Steps(root, TABLE.get("fixtures"), GatehouseProcess.ACCOUNT).with("n", name);
        Material.all().forEach(steps::with);
        try {
            steps.run(row.path("given"));
        } catch (RuntimeException e) {
            return Optional.of("%s: could not be prepared: %s".formatted(action, e.getMessage()));
        }
        Optional<String> complaint =
                refusedWithoutAnyRight(callers, action, row, steps.with("caller", ALL_BUT));
        if (complaint.isPresent()) {
            return complaint;
        }
        steps.with("caller", EXACTLY);
        callers.mayExactly(rights(action, row, steps));
        JsonNode input = steps.filled(row.path("call"));
        return row.has("refusal")
                ? refused(callers.exactly(), action, input, row.get("refusal").asText(), "")
                : done(callers.exactly(), action, input);
    }

    private static Optional<String> refusedWithoutAnyRight(
            Callers callers, String action, JsonNode row, Steps steps) {
        JsonNode input = steps.filled(row.path("call"));
        for (Right right : rights(action, row, steps)) {
            for (ObjectNode denial : right.denials()) {
                callers.mayAllBut(denial);
                Optional<String> complaint =
                        refused(callers.allBut(), action, input, "AccessDenied", right.action());
                if (complaint.isPresent()) {
                    return complaint;
                }
            }
        }
        return Optional.empty();
    }

    /** The action itself first. */
    private static List<Right> rights(String action, JsonNode row, Steps steps) {
        List<Right> rights = new ArrayList<>(List.of(Right.of(action, row, steps)));
        row.path("needs")
                .properties()
                .forEach(need -> rights.add(Right.of(need.getKey(), need.getValue(), steps)));
        return rights;
    }

    private static Optional<String> refused(
            SdkCall caller, String action, JsonNode input, String code, String text) {
        try {
            caller.call(action, input);
            return Optional.of("%s: done, and not refused as %s".formatted(action, code));
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode().equals(code) && e.getMessage().contains(text)
                    ? Optional.empty()
                    : Optional.of(
                            "%s: not refused as %s %s, but: %s"
                                    .formatted(action, code, text, e.getMessage()));
        }
    }

    private static Optional<String> done(SdkCall caller, String action, JsonNode input) {
        try {
            caller.call(action, input);
            return Optional.empty();
        } catch (AwsServiceException e) {
            return Optional.of(
                    "%s: not done with exactly its permission: %s"
                            .formatted(action, e.getMessage()));
        }
    }
}
