package io.gatehouse.authz.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.ListAllowedActionsResponse;
import io.gatehouse.authz.v1.Reason;
import io.gatehouse.authz.v1.Staleness;
import io.gatehouse.authz.v1.TraceNode;

import java.util.List;
import java.util.Locale;

/** Answers as JSON: names as in {@code authorization.proto}, decisions as AWS writes them. */
public final class AnswerJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AnswerJson() {}

    public static ObjectNode of(CheckResponse response) {
        ObjectNode json = JSON.objectNode();
        json.put("decision", decision(response.getDecision()));
        json.put("layer", response.getLayer());
        ArrayNode because = json.putArray("because");
        for (Reason reason : response.getBecauseList()) {
            because.addObject()
                    .put("policy", reason.getPolicy())
                    .put("policy_version", reason.getPolicyVersion())
                    .put("statement", reason.getStatement())
                    .put("sid", reason.getSid())
                    .put("layer", reason.getLayer());
        }
        response.getMissingContextKeysList().forEach(json.putArray("missing_context_keys")::add);
        json.put("message", response.getMessage());
        json.put("revision", response.getRevision());
        json.put("semantics", response.getSemantics());
        json.put("staleness", staleness(response.getStaleness()));
        json.put("session_unverified", response.getSessionUnverified());
        response.getWarningsList().forEach(json.putArray("warnings")::add);
        return json;
    }

    static ObjectNode of(ListAllowedActionsResponse response) {
        ObjectNode json = JSON.objectNode();
        response.getAllowedList().forEach(json.putArray("allowed")::add);
        return json.put("revision", response.getRevision())
                .put("staleness", staleness(response.getStaleness()))
                .put("session_unverified", response.getSessionUnverified());
    }

    static ObjectNode of(ExplainResponse response) {
        ObjectNode json = JSON.objectNode();
        json.set("response", of(response.getResponse()));
        json.set("trace", nodes(response.getTraceList()));
        return json;
    }

    private static ArrayNode nodes(List<TraceNode> trace) {
        ArrayNode nodes = JSON.arrayNode();
        for (TraceNode node : trace) {
            nodes.addObject()
                    .put("title", node.getTitle())
                    .put("outcome", node.getOutcome())
                    .put("detail", node.getDetail())
                    .set("children", nodes(node.getChildrenList()));
        }
        return nodes;
    }

    private static String staleness(Staleness staleness) {
        return staleness.name().toLowerCase(Locale.ROOT);
    }

    private static String decision(Decision decision) {
        return switch (decision) {
            case ALLOWED -> "Allowed";
            case EXPLICITLY_DENIED -> "ExplicitlyDenied";
            case IMPLICITLY_DENIED -> "ImplicitlyDenied";
            case DECISION_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("an answer has a decision");
        };
    }
}
