package io.gatehouse.policy.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalKeys;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.PrincipalClause;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.Statement;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.policy.reference.ReferencePolicies.Named;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Scenarios as the JSON of {@code gatehouse evaluate}, with what the corpus adds: {@code
 * groupPolicies}, {@code stored} and {@code principalId} (policies that name ids), {@code
 * federatedBy}, {@code provider}, {@code role} (the role's ARN with its path).
 */
public final class ScenarioJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ScenarioJson() {}

    public static Scenario read(JsonNode node) {
        Principal principal = principal(node);
        RequestContext.Builder context = RequestContext.builder();
        node.path("context").properties().forEach(e -> put(context, e.getKey(), e.getValue()));
        PrincipalKeys.supply(principal, context);
        AuthorizationRequest request =
                AuthorizationRequest.of(
                        principal,
                        node.required("action").asText(),
                        node.required("resource").asText(),
                        context.build());
        if (node.has("resourceAccount")) {
            request =
                    request.withResourceAccount(
                            new AccountId(node.get("resourceAccount").asText()));
        }
        if (node.has("resourcePolicyRequired")) {
            request =
                    request.withResourcePolicyRequired(
                            node.get("resourcePolicyRequired").asBoolean());
        }
        List<Named> identity =
                new ArrayList<>(documents(node, "identityPolicies", PolicyKind.IDENTITY));
        identity.addAll(documents(node, "groupPolicies", PolicyKind.IDENTITY));
        PolicyKind resourceKind = assumesRole(request) ? PolicyKind.TRUST : PolicyKind.RESOURCE;
        return new Scenario(
                new ReferencePolicies(
                        identity,
                        documents(node, "permissionsBoundaries", PolicyKind.BOUNDARY),
                        node.has("sessionPolicies")
                                ? documents(node, "sessionPolicies", PolicyKind.SESSION)
                                : null,
                        levels(node, "serviceControlPolicies", PolicyKind.SERVICE_CONTROL),
                        levels(node, "resourceControlPolicies", PolicyKind.RESOURCE_CONTROL),
                        node.has("resourcePolicy")
                                ? List.of(
                                        new Named(
                                                "resourcePolicy",
                                                document(node.get("resourcePolicy"), resourceKind)))
                                : null,
                        node.path("stored").asBoolean()
                                ? PrincipalMatching.STORED
                                : PrincipalMatching.FROM_REQUEST),
                request);
    }

    private static boolean assumesRole(AuthorizationRequest request) {
        return request.action().toLowerCase(Locale.ROOT).startsWith("sts:")
                && request.resource().contains(":role/");
    }

    private static Principal principal(JsonNode node) {
        if (node.has("provider")) {
            return new Principal.WebIdentity(node.get("provider").asText());
        }
        UniqueId id =
                node.has("principalId") ? new UniqueId(node.get("principalId").asText()) : null;
        return switch (Principal.parse(node.required("principal").asText())) {
            case Principal.User u -> new Principal.User(u.arn(), u.account(), u.name(), id);
            case Principal.AssumedRole s ->
                    new Principal.AssumedRole(
                            s.arn(),
                            s.account(),
                            node.path("role").asText(s.roleArn()),
                            s.roleName(),
                            s.sessionName(),
                            id);
            case Principal.FederatedUser f ->
                    new Principal.FederatedUser(
                            f.arn(),
                            f.account(),
                            f.name(),
                            node.has("federatedBy") ? node.get("federatedBy").asText() : null,
                            id);
            case Principal other -> other;
        };
    }

    private static void put(RequestContext.Builder context, String key, JsonNode value) {
        if (value.isArray()) {
            List<String> values = new ArrayList<>();
            value.forEach(v -> values.add(v.asText()));
            context.put(key, values);
        } else {
            context.put(key, value.asText());
        }
    }

    private static List<Named> documents(JsonNode node, String field, PolicyKind kind) {
        return listed(node.path(field), field, kind);
    }

    private static List<Named> listed(JsonNode list, String field, PolicyKind kind) {
        List<Named> documents = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            documents.add(new Named(field + "[" + i + "]", document(list.get(i), kind)));
        }
        return documents;
    }

    private static @Nullable List<List<Named>> levels(
            JsonNode node, String field, PolicyKind kind) {
        if (!node.has(field)) {
            return null;
        }
        List<List<Named>> levels = new ArrayList<>();
        for (int i = 0; i < node.get(field).size(); i++) {
            levels.add(listed(node.get(field).get(i), field + "[" + i + "]", kind));
        }
        return levels;
    }

    private static PolicyDocument document(JsonNode node, PolicyKind kind) {
        String text = node.isTextual() ? node.asText() : node.toString();
        return switch (PolicyParser.read(text, kind)) {
            case ParsedPolicy.Valid(PolicyDocument document, var _) -> document;
            case ParsedPolicy.Invalid(var problems) ->
                    throw new IllegalArgumentException(text + ": " + problems);
        };
    }

    /** On one line, to be read by {@link #read} and by {@code gatehouse evaluate}. */
    public static String write(Scenario scenario) {
        AuthorizationRequest request = scenario.request();
        ReferencePolicies policies = scenario.policies();
        ObjectNode node = JSON.createObjectNode();
        node.put("id", "found");
        Principal principal = request.principal();
        node.put("principal", principal.arn());
        switch (principal) {
            case Principal.User(var _, var _, var _, UniqueId id) when id != null ->
                    node.put("principalId", id.text());
            case Principal.AssumedRole role -> {
                node.put("role", role.roleArn());
                if (role.roleId() != null) {
                    node.put("principalId", role.roleId().text());
                }
            }
            case Principal.FederatedUser federated when federated.userArn() != null ->
                    node.put("federatedBy", federated.userArn());
            case Principal.WebIdentity(String provider) -> {
                node.put("principal", "*");
                node.put("provider", provider);
            }
            case Principal _ -> {}
        }
        node.put("action", request.action()).put("resource", request.resource());
        if (request.resourceAccount() != null) {
            node.put("resourceAccount", request.resourceAccount().digits());
        }
        node.put("resourcePolicyRequired", request.resourcePolicyRequired());
        if (policies.matching() == PrincipalMatching.STORED) {
            node.put("stored", true);
        }
        ObjectNode context = node.putObject("context");
        request.context()
                .forEach((key, values) -> {
                    if (values.size() == 1) {
                        context.put(key, values.getFirst());
                    } else {
                        context.set(key, texts(values));
                    }
                });
        node.set("identityPolicies", list(policies.identity()));
        node.set("permissionsBoundaries", list(policies.boundaries()));
        if (policies.session() != null) {
            node.set("sessionPolicies", list(policies.session()));
        }
        if (policies.serviceControl() != null) {
            policies.serviceControl()
                    .forEach(level -> node.withArray("serviceControlPolicies").add(list(level)));
        }
        if (policies.resourceControl() != null) {
            policies.resourceControl()
                    .forEach(level -> node.withArray("resourceControlPolicies").add(list(level)));
        }
        if (policies.resource() != null && !policies.resource().isEmpty()) {
            node.set("resourcePolicy", json(policies.resource().getFirst().document()));
        }
        return node.toString();
    }

    private static ArrayNode list(List<Named> policies) {
        ArrayNode list = JSON.createArrayNode();
        policies.forEach(p -> list.add(json(p.document())));
        return list;
    }

    /** A document as JSON, without the help of the engine's printer. */
    public static ObjectNode json(PolicyDocument document) {
        ObjectNode node = JSON.createObjectNode();
        document.declaredVersion().ifPresent(v -> node.put("Version", v.text()));
        document.id().ifPresent(id -> node.put("Id", id));
        ArrayNode statements = node.putArray("Statement");
        document.statements().forEach(s -> statements.add(json(s)));
        return node;
    }

    private static ObjectNode json(Statement statement) {
        ObjectNode node = JSON.createObjectNode();
        statement.sid().ifPresent(sid -> node.put("Sid", sid));
        node.put("Effect", statement.effect().text());
        statement
                .principal()
                .ifPresent(clause -> {
                    String element =
                            clause instanceof PrincipalClause.Principals
                                    ? "Principal"
                                    : "NotPrincipal";
                    switch (clause.names()) {
                        case PrincipalClause.Anyone _ -> node.put(element, "*");
                        case PrincipalClause.Listed(var names) ->
                                names.forEach(n ->
                                        node.withObjectProperty(element)
                                                .withArray(n.type().text())
                                                .add(n.text()));
                    }
                });
        node.set(
                statement.action() instanceof ActionClause.Actions ? "Action" : "NotAction",
                texts(statement.action().patterns()));
        statement
                .resource()
                .ifPresent(r ->
                        node.set(
                                r instanceof ResourceClause.Resources ? "Resource" : "NotResource",
                                texts(r.patterns())));
        for (Condition condition : statement.conditions()) {
            node.withObjectProperty("Condition")
                    .withObjectProperty(condition.operator())
                    .set(condition.key(), texts(condition.values()));
        }
        return node;
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode list = JSON.createArrayNode();
        texts.forEach(list::add);
        return list;
    }
}
