package io.gatehouse.policyservice.simulation;

import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.PatternToken;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.Statement;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The context keys that policies ask for: in conditions, and as variables (SEMANTICS 3). */
final class ReferencedKeys {

    /** By the key without its case; the first spelling is told. */
    private final TreeMap<String, String> keys = new TreeMap<>();

    void add(PolicyDocument document) {
        for (Statement statement : document.statements()) {
            statement
                    .resource()
                    .ifPresent(clause ->
                            clause.patterns().forEach(text -> addVariables(document, text)));
            for (Condition condition : statement.conditions()) {
                add(condition.key());
                condition.values().forEach(text -> addVariables(document, text));
            }
        }
    }

    /** Each once, in alphabetical order. */
    List<String> names() {
        return List.copyOf(keys.values());
    }

    private void addVariables(PolicyDocument document, String text) {
        for (PatternToken token : PatternToken.parse(text, document.version(), true)) {
            if (token instanceof PatternToken.Variable variable) {
                add(variable.key());
            }
        }
    }

    private void add(String key) {
        String _ = keys.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
    }
}
