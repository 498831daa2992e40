package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.PolicyProblem;
import io.gatehouse.policy.language.PolicyWarning;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Policy documents of a line, as JSON objects or as texts of JSON. A policy is named by its place:
 * {@code identityPolicies[0]}, {@code serviceControlPolicies[1][0]}, {@code resourcePolicy}.
 */
final class DocumentReader {

    private final List<String> warnings = new ArrayList<>();

    List<String> warnings() {
        return warnings;
    }

    /** All documents of the fields as one set. */
    PolicySet union(JsonNode line, PolicyKind kind, List<String> fields)
            throws BadQuestionException {
        List<CompiledPolicy> policies = new ArrayList<>();
        for (String field : fields) {
            if (QuestionReader.has(line, field)) {
                policies.addAll(list(line.path(field), kind, field));
            }
        }
        return PolicySet.of(policies);
    }

    /** Each document of the field as a set of its own. */
    void each(JsonNode line, PolicyKind kind, String field, Consumer<PolicySet> to)
            throws BadQuestionException {
        if (QuestionReader.has(line, field)) {
            for (CompiledPolicy policy : list(line.path(field), kind, field)) {
                to.accept(PolicySet.of(policy));
            }
        }
    }

    /** Null where the field is absent: then nothing is restricted. */
    @Nullable List<PolicySet> levels(JsonNode line, PolicyKind kind, String field)
            throws BadQuestionException {
        if (!QuestionReader.has(line, field)) {
            return null;
        }
        List<PolicySet> levels = new ArrayList<>();
        JsonNode node = line.path(field);
        if (!node.isArray()) {
            throw new BadQuestionException(field + ": a list of levels is wanted");
        }
        for (int i = 0; i < node.size(); i++) {
            levels.add(PolicySet.of(list(node.path(i), kind, field + "[" + i + "]")));
        }
        return levels;
    }

    /** A trust policy has no Resource element; one that has is read as any resource policy. */
    PolicySet resourcePolicy(JsonNode line, String field, boolean trust)
            throws BadQuestionException {
        String text = text(line.path(field), field);
        if (trust && PolicyParser.read(text, PolicyKind.TRUST) instanceof ParsedPolicy.Valid) {
            return PolicySet.of(policy(text, PolicyKind.TRUST, field));
        }
        return PolicySet.of(policy(text, PolicyKind.RESOURCE, field));
    }

    private List<CompiledPolicy> list(JsonNode node, PolicyKind kind, String field)
            throws BadQuestionException {
        if (!node.isArray()) {
            throw new BadQuestionException(field + ": a list of policy documents is wanted");
        }
        List<CompiledPolicy> policies = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            String name = field + "[" + i + "]";
            policies.add(policy(text(node.path(i), name), kind, name));
        }
        return policies;
    }

    private static String text(JsonNode node, String name) throws BadQuestionException {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isObject()) {
            return node.toString();
        }
        throw new BadQuestionException(name + ": a policy document is wanted");
    }

    private CompiledPolicy policy(String text, PolicyKind kind, String name)
            throws BadQuestionException {
        return switch (PolicyParser.read(text, kind)) {
            case ParsedPolicy.Valid(PolicyDocument document, List<PolicyWarning> found) -> {
                for (PolicyWarning warning : found) {
                    warnings.add(name + ": " + warning.path() + ": " + warning.text());
                }
                yield CompiledPolicy.compile(document, PolicyName.of(name));
            }
            case ParsedPolicy.Invalid invalid -> {
                PolicyProblem first = invalid.first();
                throw new BadQuestionException(
                        "%s: %s: %s %s (%s)"
                                .formatted(
                                        name,
                                        first.path(),
                                        first.code().awsCode(),
                                        first.message(),
                                        first.detail()));
            }
        };
    }
}
