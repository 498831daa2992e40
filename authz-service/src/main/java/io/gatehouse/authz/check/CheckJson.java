package io.gatehouse.authz.check;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.authz.rest.JsonBody;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.ListAllowedActionsRequest;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.Question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON question of {@code POST /v1/check}: names as in {@code authorization.proto}, but the
 * principal is a text, and a context key has a text, number or boolean, or an array of them.
 * Unknown fields are ignored; everything else that does not fit is refused with its path.
 */
final class CheckJson {

    private CheckJson() {}

    static CheckRequest request(JsonNode json, String path, String requestId) {
        Principal.Builder principal = PrincipalJson.read(json.path("principal"), path);
        principal.addAllSessionPolicies(documents(json, path));
        strings(json, path, "session_tags").forEach(principal::putSessionTags);
        CheckRequest.Builder request =
                CheckRequest.newBuilder()
                        .setAction(text(json, path, "action"))
                        .setResource(text(json, path, "resource"))
                        .setResourceAccount(text(json, path, "resource_account"))
                        .setAtLeast(text(json, path, "at_least"))
                        .setResourcePolicy(document(json.path("resource_policy")))
                        .setRequestId(requestId);
        Principal who = principal.build();
        if (!who.equals(Principal.getDefaultInstance())) {
            request.setPrincipal(who);
        }
        context(json.path("context"), path + ".context", request);
        if (json.has("resource_policy_required")) {
            JsonNode required = json.get("resource_policy_required");
            if (!required.isBoolean()) {
                throw expected(path + ".resource_policy_required", "true or false");
            }
            request.setResourcePolicyRequired(required.booleanValue());
        }
        return request.build();
    }

    private static void context(JsonNode json, String path, CheckRequest.Builder request) {
        if (json.isMissingNode() || json.isNull()) {
            return;
        }
        if (!json.isObject()) {
            throw expected(path, "an object");
        }
        for (Map.Entry<String, JsonNode> key : json.properties()) {
            request.putContext(key.getKey(), values(key.getValue(), path + '.' + key.getKey()));
        }
    }

    private static ContextValues values(JsonNode json, String path) {
        ContextValues.Builder values = ContextValues.newBuilder().setMultiValued(json.isArray());
        if (!json.isArray()) {
            return values.addValues(scalar(json, path)).build();
        }
        for (JsonNode value : json) {
            values.addValues(scalar(value, path));
        }
        return values.build();
    }

    private static String scalar(JsonNode json, String path) {
        return JsonBody.scalar(json)
                .orElseThrow(
                        () -> expected(path, "a string, number or boolean, or an array of them"));
    }

    static ListAllowedActionsRequest allowedActions(JsonNode json, String requestId) {
        ListAllowedActionsRequest.Builder request =
                ListAllowedActionsRequest.newBuilder().setQuestion(request(json, "$", requestId));
        if (!json.path("actions").isArray()) {
            throw expected("$.actions", "an array of strings");
        }
        for (JsonNode action : json.path("actions")) {
            if (!action.isTextual()) {
                throw expected("$.actions", "an array of strings");
            }
            request.addActions(action.textValue());
        }
        return request.build();
    }

    static String text(JsonNode json, String path, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw expected(path + '.' + name, "a string");
        }
        return value.textValue();
    }

    private static List<String> documents(JsonNode json, String path) {
        JsonNode policies = json.path("session_policies");
        if (policies.isMissingNode() || policies.isNull()) {
            return List.of();
        }
        if (!policies.isArray()) {
            throw expected(path + ".session_policies", "an array of policies");
        }
        List<String> documents = new ArrayList<>();
        policies.forEach(policy -> documents.add(document(policy)));
        return documents;
    }

    /** A policy as an object, or as text that holds one. */
    private static String document(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return "";
        }
        return json.isTextual() ? json.textValue() : json.toString();
    }

    private static Map<String, String> strings(JsonNode json, String path, String name) {
        JsonNode object = json.path(name);
        if (object.isMissingNode() || object.isNull()) {
            return Map.of();
        }
        if (!object.isObject()) {
            throw expected(path + '.' + name, "an object of strings");
        }
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            strings.put(entry.getKey(), text(object, path + '.' + name, entry.getKey()));
        }
        return strings;
    }

    static CheckRefusedException expected(String path, String what) {
        return Question.invalid(
                path.startsWith("$.") ? path.substring(2) : path,
                "%s must be %s".formatted(path, what));
    }
}
