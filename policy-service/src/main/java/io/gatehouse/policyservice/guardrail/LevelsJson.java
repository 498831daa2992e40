package io.gatehouse.policyservice.guardrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.gatehouse.policyservice.guardrail.Guardrails.Level;
import io.gatehouse.policyservice.guardrail.Guardrails.NamedPolicy;
import io.gatehouse.policyservice.value.Fields;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;

import java.util.ArrayList;
import java.util.List;

/** Levels as events keep them: a list of {@code {"name","policies":[{"name","document"}]}}. */
final class LevelsJson {

    private LevelsJson() {}

    static void write(List<Level> levels, ArrayNode into) {
        for (Level level : levels) {
            ArrayNode policies = into.addObject().put("name", level.name()).putArray("policies");
            for (NamedPolicy policy : level.policies()) {
                policies.addObject()
                        .put("name", policy.name().text())
                        .put("document", policy.document().json());
            }
        }
    }

    static List<Level> read(Fields fields, String name) {
        List<Level> levels = new ArrayList<>();
        for (JsonNode one : fields.list(name)) {
            Fields level = new Fields(fields.type(), one);
            List<NamedPolicy> policies = new ArrayList<>();
            for (JsonNode policy : level.list("policies")) {
                Fields named = new Fields(fields.type(), policy);
                policies.add(
                        new NamedPolicy(
                                new PolicyName(named.text("name")),
                                new PolicyText(named.text("document"))));
            }
            levels.add(new Level(level.text("name"), policies));
        }
        return levels;
    }
}
