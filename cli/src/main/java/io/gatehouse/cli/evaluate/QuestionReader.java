package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalKeys;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.PolicyKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a line as a request and policies. {@code id}, {@code principal}, {@code action},
 * {@code resource} come always, all else has a default; unknown fields are ignored.
 *
 * <p>Beyond the fields of every decision: {@code groupPolicies} (of the user's groups), and who the
 * principal is where the ARN does not tell, see {@link PrincipalReader}. With {@code stored} true,
 * the resource's policy names users and roles by unique id, as Gatehouse keeps it.
 */
final class QuestionReader {

    private QuestionReader() {}

    static Question read(JsonNode line) throws BadQuestionException {
        if (!line.isObject()) {
            throw new BadQuestionException("a line is one JSON object");
        }
        Principal principal = PrincipalReader.read(line);
        AuthorizationRequest request =
                AuthorizationRequest.of(
                        principal,
                        action(line),
                        text(line, "resource"),
                        context(line.path("context"), principal));
        if (has(line, "resourceAccount")) {
            request = request.withResourceAccount(account(text(line, "resourceAccount")));
        }
        if (has(line, "resourcePolicyRequired")) {
            request = request.withResourcePolicyRequired(flag(line, "resourcePolicyRequired"));
        }
        DocumentReader documents = new DocumentReader();
        ApplicablePolicies policies = policies(line, request, documents);
        return new Question(policies, request, documents.warnings());
    }

    private static ApplicablePolicies policies(
            JsonNode line, AuthorizationRequest request, DocumentReader documents)
            throws BadQuestionException {
        ApplicablePolicies.Builder policies = ApplicablePolicies.builder();
        policies.identity(
                documents.union(
                        line, PolicyKind.IDENTITY, List.of("identityPolicies", "groupPolicies")));
        documents.each(line, PolicyKind.BOUNDARY, "permissionsBoundaries", policies::boundary);
        if (has(line, "sessionPolicies")) {
            policies.session(documents.union(line, PolicyKind.SESSION, List.of("sessionPolicies")));
        }
        policies.serviceControl(
                documents.levels(line, PolicyKind.SERVICE_CONTROL, "serviceControlPolicies"));
        policies.resourceControl(
                documents.levels(line, PolicyKind.RESOURCE_CONTROL, "resourceControlPolicies"));
        if (has(line, "resourcePolicy")) {
            PrincipalMatching matching =
                    has(line, "stored") && flag(line, "stored")
                            ? PrincipalMatching.STORED
                            : PrincipalMatching.FROM_REQUEST;
            policies.resource(
                    documents.resourcePolicy(line, "resourcePolicy", assumesRole(request)),
                    matching);
        }
        return policies.build();
    }

    /** Then the policy of the resource is a trust policy (SEMANTICS 8). */
    private static boolean assumesRole(AuthorizationRequest request) {
        return request.action().toLowerCase(Locale.ROOT).startsWith("sts:")
                && request.resource().contains(":iam:")
                && request.resource().contains(":role/");
    }

    private static String action(JsonNode line) throws BadQuestionException {
        String action = text(line, "action");
        int colon = action.indexOf(':');
        if (colon <= 0 || colon == action.length() - 1) {
            throw new BadQuestionException(
                    "action: an action is `vendor:name`, not `%s`".formatted(action));
        }
        return action;
    }

    private static RequestContext context(JsonNode node, Principal principal)
            throws BadQuestionException {
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new BadQuestionException("context: an object of keys and values is wanted");
        }
        RequestContext.Builder context = RequestContext.builder();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            context.put(entry.getKey(), values("context." + entry.getKey(), entry.getValue()));
        }
        PrincipalKeys.supply(principal, context);
        return context.build();
    }

    /** A null is a key without a value. */
    private static List<String> values(String field, JsonNode node) throws BadQuestionException {
        List<String> values = new ArrayList<>();
        if (node.isArray()) {
            for (JsonNode element : node) {
                values.add(scalar(field, element));
            }
        } else if (!node.isNull()) {
            values.add(scalar(field, node));
        }
        return values;
    }

    private static String scalar(String field, JsonNode node) throws BadQuestionException {
        if (!node.isValueNode() || node.isNull()) {
            throw new BadQuestionException(field + ": a text or a list of texts is wanted");
        }
        return node.asText();
    }

    private static AccountId account(String digits) throws BadQuestionException {
        if (!AccountId.isValid(digits)) {
            throw new BadQuestionException(
                    "resourceAccount: an account id is twelve digits, not `%s`".formatted(digits));
        }
        return new AccountId(digits);
    }

    static boolean has(JsonNode line, String field) {
        return line.hasNonNull(field);
    }

    static String text(JsonNode line, String field) throws BadQuestionException {
        JsonNode node = line.get(field);
        if (node == null || node.isNull()) {
            throw new BadQuestionException(field + ": is missing");
        }
        if (!node.isTextual()) {
            throw new BadQuestionException(field + ": a text is wanted");
        }
        return node.textValue();
    }

    static @Nullable String textOrNull(JsonNode line, String field) throws BadQuestionException {
        return has(line, field) ? text(line, field) : null;
    }

    private static boolean flag(JsonNode line, String field) throws BadQuestionException {
        JsonNode node = line.get(field);
        if (node == null || !node.isBoolean()) {
            throw new BadQuestionException(field + ": true or false is wanted");
        }
        return node.booleanValue();
    }
}
