package io.gatehouse.authz.decisionlog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Reason;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A decision as the log writes it: {@code docs/spec/events.md}. Of the context only what the
 * configuration lists; never a token, a signed request or a policy document.
 */
final class DecisionJson {

    private final Set<String> allowed;

    DecisionJson(DecisionLogSettings settings) {
        this.allowed =
                settings.context().orElse(Set.of()).stream()
                        .map(key -> key.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    byte[] of(Decided decided) {
        CheckRequest request = decided.request();
        CheckResponse response = decided.response();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("request_id", request.getRequestId());
        json.put("asker", decided.asker());
        json.put("principal", decided.principal());
        json.put("session_unverified", response.getSessionUnverified());
        json.put("action", request.getAction());
        json.put("resource", request.getResource());
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
        json.put("message", response.getMessage());
        json.put("revision", response.getRevision());
        json.put("staleness", response.getStaleness().name().toLowerCase(Locale.ROOT));
        json.put("semantics", response.getSemantics());
        json.put("latency_ns", decided.nanoseconds());
        context(request.getContextMap(), json.putObject("context"));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void context(Map<String, ContextValues> context, ObjectNode json) {
        context.forEach((key, values) -> {
            if (allowed.contains(key.toLowerCase(Locale.ROOT))) {
                values.getValuesList().forEach(json.putArray(key)::add);
            }
        });
    }

    private static String decision(Decision decision) {
        return switch (decision) {
            case ALLOWED -> "Allowed";
            case EXPLICITLY_DENIED -> "ExplicitlyDenied";
            case IMPLICITLY_DENIED -> "ImplicitlyDenied";
            case DECISION_UNSPECIFIED, UNRECOGNIZED -> "None";
        };
    }
}
