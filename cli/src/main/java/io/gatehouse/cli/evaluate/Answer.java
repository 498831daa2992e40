package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.policy.decision.Reason;
import io.gatehouse.policy.decision.Verdict;

import java.util.List;

/** What goes out for a line. */
final class Answer {

    private Answer() {}

    /**
     * {@code id}, {@code decision}, {@code layer}, {@code because}, {@code missingContextKeys}; and
     * {@code warnings}, if there are any.
     */
    static ObjectNode of(JsonNode id, Verdict verdict, List<String> parserWarnings) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("id", id);
        answer.put("decision", verdict.decision().text());
        answer.put("layer", verdict.layer().text());
        ArrayNode because = answer.putArray("because");
        for (Reason reason : verdict.because()) {
            because.addObject()
                    .put("policy", reason.policy().text())
                    .put("statement", reason.statement())
                    .put("sid", reason.sid());
        }
        ArrayNode missing = answer.putArray("missingContextKeys");
        verdict.missingContextKeys().forEach(missing::add);
        if (!parserWarnings.isEmpty() || !verdict.warnings().isEmpty()) {
            ArrayNode warnings = answer.putArray("warnings");
            parserWarnings.forEach(warnings::add);
            verdict.warnings().forEach(warnings::add);
        }
        return answer;
    }

    /** {@code id} and {@code error}. */
    static ObjectNode error(JsonNode id, String error) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("id", id);
        return answer.put("error", error);
    }
}
