package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.check.AnswerJson;
import io.gatehouse.authz.check.Sight;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.replica.decide.CheckRefusedException;

import jakarta.enterprise.context.ApplicationScoped;

/** Decides one tuple and says so in AuthZEN's words; our own answer stands under its context. */
@ApplicationScoped
class Evaluation {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AuthzenMapping mapping;

    Evaluation(AuthzenMapping mapping) {
        this.mapping = mapping;
    }

    /** Throws {@link CheckRefusedException} where there is nothing to decide. */
    ObjectNode decided(Sight sight, Tuple tuple, String requestId) {
        if (mapping.subjectTemplate(tuple.subject().type()).isEmpty()) {
            return denied(404, "there is no subject type `%s`".formatted(tuple.subject().type()));
        }
        CheckResponse response = sight.decide(mapping.request(tuple, sight.view(), requestId));
        ObjectNode json =
                JSON.objectNode().put("decision", response.getDecision() == Decision.ALLOWED);
        ObjectNode context = json.putObject("context");
        if (!response.getMessage().isEmpty()) {
            context.put("reason", response.getMessage());
        }
        context.set("gatehouse", AnswerJson.of(response));
        return json;
    }

    /** What spoilt one evaluation of many: a denial that says why. */
    static ObjectNode denied(CheckRefusedException refused) {
        return denied(refused.reason().httpStatus(), refused.text());
    }

    private static ObjectNode denied(int status, String message) {
        ObjectNode json = JSON.objectNode().put("decision", false);
        json.putObject("context").putObject("error").put("status", status).put("message", message);
        return json;
    }
}
