package io.gatehouse.policy.decision;

import io.gatehouse.policy.decision.Explanation.Node;
import io.gatehouse.policy.decision.Explanation.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The trace: every layer, every policy, every statement, every element (SEMANTICS 6). */
final class Explainer {

    private final Evaluation evaluation = new Evaluation();

    private Explainer() {}

    static List<Node> trace(
            ApplicablePolicies policies, AuthorizationRequest request, Verdict verdict) {
        Explainer explainer = new Explainer();
        explainer.evaluation.begin(policies, request);
        return explainer.layers(policies, request, verdict);
    }

    private List<Node> layers(
            ApplicablePolicies policies, AuthorizationRequest request, Verdict verdict) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(
                new Node(
                        "decision",
                        verdict.isAllowed() ? Outcome.YES : Outcome.NO,
                        "%s by %s".formatted(verdict.decision().text(), verdict.layer().text()),
                        List.of()));
        Principal caller = request.principal();
        boolean serviceLinked =
                caller instanceof Principal.AssumedRole session && session.isServiceLinked();
        boolean trust = TrustActions.isTrust(request.action(), request.resource());
        nodes.add(
                serviceLinked
                        ? skipped(Layer.RESOURCE_CONTROL, "service-linked roles are not bound")
                        : levels(Layer.RESOURCE_CONTROL, policies.resourceControl()));
        nodes.add(
                serviceLinked || caller.account() == null
                        ? skipped(Layer.SERVICE_CONTROL, "the caller is not bound")
                        : levels(Layer.SERVICE_CONTROL, policies.serviceControl()));
        nodes.add(one(trust ? Layer.TRUST : Layer.RESOURCE, policies.resource()));
        nodes.add(one(Layer.IDENTITY, policies.identity()));
        nodes.add(
                levels(
                        Layer.BOUNDARY,
                        policies.boundaries().isEmpty() ? null : policies.boundaries()));
        nodes.add(one(Layer.SESSION, policies.session()));
        return nodes;
    }

    private static Node skipped(Layer layer, String why) {
        return new Node(layer.text(), Outcome.NOT_EVALUATED, why, List.of());
    }

    private Node levels(Layer layer, @Nullable List<PolicySet> levels) {
        if (levels == null) {
            return skipped(layer, "none apply");
        }
        List<Node> children = new ArrayList<>();
        boolean all = true;
        for (int i = 0; i < levels.size(); i++) {
            Node node = set("level " + i, levels.get(i));
            all &= node.outcome() == Outcome.YES;
            children.add(node);
        }
        return new Node(
                layer.text(),
                all ? Outcome.YES : Outcome.NO,
                all ? "every level allows" : "a level denies or does not allow",
                children);
    }

    private Node one(Layer layer, @Nullable PolicySet set) {
        return set == null ? skipped(layer, "there is none") : set(layer.text(), set);
    }

    private Node set(String title, PolicySet set) {
        List<Node> policies = new ArrayList<>();
        boolean allowed = false;
        boolean denied = false;
        for (CompiledPolicy policy : set.policies()) {
            List<Node> statements = new ArrayList<>();
            boolean matched = false;
            for (CompiledStatement statement : policy.statements()) {
                Node node = statement(statement);
                boolean yes = node.outcome() == Outcome.YES;
                matched |= yes;
                allowed |= yes && !statement.deny;
                denied |= yes && statement.deny;
                statements.add(node);
            }
            String version = policy.name().version();
            policies.add(
                    new Node(
                            policy.name().text(),
                            matched ? Outcome.YES : Outcome.NO,
                            version.isEmpty() ? "" : "version " + version,
                            statements));
        }
        String detail = denied ? "explicit deny" : allowed ? "allowed" : "no statement allows";
        return new Node(title, allowed && !denied ? Outcome.YES : Outcome.NO, detail, policies);
    }

    private Node statement(CompiledStatement statement) {
        List<Node> elements = new ArrayList<>();
        boolean action = statement.action.matches(evaluation);
        elements.add(node(statement.action.title(), action, statement.action.describe(evaluation)));
        int naming = statement.principal.matches(evaluation, statement.deny);
        boolean named = naming != PrincipalTest.NOBODY;
        if (!statement.principal.isUnrestricted()) {
            elements.add(
                    node(statement.principal.title(), named, statement.principal.describe(naming)));
        }
        ResourceTest resource = statement.resource;
        boolean covered = resource == null || resource.matches(evaluation, statement.deny);
        if (resource != null) {
            elements.add(node(resource.title(), covered, resource.describe(evaluation)));
        }
        boolean conditions = true;
        for (ConditionTest condition : statement.conditions()) {
            boolean holds = condition.holds(evaluation);
            conditions &= holds;
            elements.add(node(condition.title(), holds, condition.describe(evaluation)));
        }
        boolean all = action && named && covered && conditions;
        return new Node(
                statement.title(), all ? Outcome.YES : Outcome.NO, all ? "applies" : "", elements);
    }

    private static Node node(String title, boolean yes, String detail) {
        return new Node(title, yes ? Outcome.YES : Outcome.NO, detail, List.of());
    }
}
