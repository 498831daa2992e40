package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a call is asked for: an action, the resources that it is asked on, and context keys that the
 * question has.
 *
 * @param resources ARNs, or {@code *}
 * @param keys texts, and lists for multi-valued keys
 */
record Right(String action, List<String> resources, JsonNode keys) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Absent unless the row says otherwise (SEMANTICS 5). */
    private static final List<String> ABSENT =
            List.of(
                    "aws:TagKeys",
                    "aws:MultiFactorAuthPresent",
                    "aws:TokenIssueTime",
                    "iam:PolicyARN",
                    "iam:PermissionsBoundary",
                    "iam:PassedToService");

    /** The right of that name, as a row has it: {@code resource} and {@code keys}. */
    static Right of(String action, JsonNode row, Steps steps) {
        List<String> resources = new ArrayList<>();
        JsonNode on = row.path("resource");
        if (on.isArray()) {
            on.forEach(one -> resources.add(arn(steps.filled(one.asText()))));
        } else {
            resources.add(on.isMissingNode() ? "*" : arn(steps.filled(on.asText())));
        }
        return new Right(action, resources, steps.filled(row.path("keys")));
    }

    private static String arn(String text) {
        return text.startsWith("arn:")
                ? text
                : "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":" + text;
    }

    /** Allows that and nothing else, and only if the question says all that it must say. */
    ObjectNode allowed(String caller) {
        ObjectNode statement = statement("Allow", resources);
        ObjectNode condition = statement.putObject("Condition");
        ObjectNode equal = condition.putObject("StringEquals");
        equal.put("aws:PrincipalAccount", GatehouseProcess.ACCOUNT);
        equal.put("aws:ResourceAccount", GatehouseProcess.ACCOUNT);
        equal.put("aws:PrincipalType", "User");
        equal.put("aws:username", caller);
        equal.put("aws:RequestedRegion", "us-east-1");
        condition.putObject("ArnEquals").put("aws:PrincipalArn", arn("user/" + caller));
        condition.putObject("StringLike").put("aws:UserAgent", "*aws-sdk-java*");
        condition.putObject("IpAddress").putArray("aws:SourceIp").add("127.0.0.0/8").add("::1");
        condition
                .putObject("Bool")
                .put("aws:SecureTransport", "false")
                .put("aws:PrincipalIsAWSService", "false");
        condition
                .putObject("DateGreaterThan")
                .put("aws:CurrentTime", Instant.now().minusSeconds(3600).toString());
        ObjectNode absent = condition.putObject("Null");
        ABSENT.stream().filter(key -> !keys.has(key)).forEach(key -> absent.put(key, "true"));
        ObjectNode among = JSON.objectNode();
        keys.properties()
                .forEach(key ->
                        (key.getValue().isArray() ? among : equal)
                                .set(key.getKey(), key.getValue()));
        if (!among.isEmpty()) {
            condition.set("ForAnyValue:StringEquals", among);
        }
        return statement;
    }

    /** A denial for each resource: of that one alone. */
    List<ObjectNode> denials() {
        return resources.stream().map(one -> statement("Deny", List.of(one))).toList();
    }

    static ObjectNode everything() {
        return new Right("*", List.of("*"), JSON.objectNode()).statement("Allow", List.of("*"));
    }

    private ObjectNode statement(String effect, List<String> on) {
        ObjectNode statement = JSON.objectNode();
        statement.put("Effect", effect).put("Action", action);
        ArrayNode resource = statement.putArray("Resource");
        on.forEach(resource::add);
        return statement;
    }
}
