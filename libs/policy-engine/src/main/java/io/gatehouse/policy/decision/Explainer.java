package io.gatehouse.policy.decision;

import io.gatehouse.policy.decision.Explanation.Node;
import io.gatehouse.policy.decision.Explanation.Outcome;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PolicyDocument;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The trace: every layer and how it counted, every policy, every statement, every element
 * (SEMANTICS 6, 7).
 */
final class Explainer {

    private final Evaluation evaluation = new Evaluation();
    private final ApplicablePolicies policies;
    private final AuthorizationRequest request;
    private final LayerReasons reasons;

    private Explainer(ApplicablePolicies policies, AuthorizationRequest request) {
        this.policies = policies;
        this.request = request;
        this.reasons = new LayerReasons(policies, request);
        evaluation.begin(policies, request);
    }

    /**
     * @param asked the action of the request as it was asked; {@code request} may be about a
     *     further one that it needs
     */
    static List<Node> trace(
            ApplicablePolicies policies,
            AuthorizationRequest request,
            String asked,
            Verdict verdict) {
        String by = "%s by %s".formatted(verdict.decision().text(), verdict.layer().text());
        if (!request.action().equals(asked)) {
            by += ", for `%s` needs `%s` too".formatted(asked, request.action());
        }
        List<Node> nodes = new ArrayList<>();
        if (DecisionEngine.needsNoPermission(request)) {
            by += ": this action needs no permission";
            nodes.add(new Node("decision", Outcome.YES, by, List.of()));
            return nodes;
        }
        nodes.add(
                new Node(
                        "decision", verdict.isAllowed() ? Outcome.YES : Outcome.NO, by, List.of()));
        nodes.addAll(new Explainer(policies, request).layers());
        return nodes;
    }

    private List<Node> layers() {
        Principal caller = request.principal();
        boolean serviceLinked =
                caller instanceof Principal.AssumedRole session && session.isServiceLinked();
        boolean trust = TrustActions.isTrust(request.action(), request.resource());
        return List.of(
                serviceLinked
                        ? skipped(Layer.RESOURCE_CONTROL, "service-linked roles are not bound")
                        : levels(Layer.RESOURCE_CONTROL, policies.resourceControl()),
                serviceLinked || caller.account() == null
                        ? skipped(Layer.SERVICE_CONTROL, "the caller is not bound")
                        : levels(Layer.SERVICE_CONTROL, policies.serviceControl()),
                one(trust ? Layer.TRUST : Layer.RESOURCE, policies.resource(), reasons.resource()),
                one(Layer.IDENTITY, policies.identity(), reasons.identity()),
                boundaries(),
                session(caller));
    }

    private Node boundaries() {
        if (policies.boundaries().isEmpty()) {
            return skipped(Layer.BOUNDARY, "there is none");
        }
        Node node = levels(Layer.BOUNDARY, policies.boundaries());
        return new Node(
                node.title(), node.outcome(), node.detail() + reasons.limits(), node.children());
    }

    private Node session(Principal caller) {
        PolicySet set = policies.session();
        if (set == null && caller instanceof Principal.FederatedUser) {
            return new Node(
                    Layer.SESSION.text(),
                    Outcome.NO,
                    "there is none, and a federated session without one has no rights"
                            + reasons.limits(),
                    List.of());
        }
        return one(Layer.SESSION, set, reasons.limits());
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
            Node node = set("level " + i, levels.get(i), "");
            all &= node.outcome() == Outcome.YES;
            children.add(node);
        }
        return new Node(
                layer.text(),
                all ? Outcome.YES : Outcome.NO,
                all ? "every level allows" : "a level denies or does not allow",
                children);
    }

    private Node one(Layer layer, @Nullable PolicySet set, String counts) {
        return set == null
                ? skipped(layer, "there is none" + counts)
                : set(layer.text(), set, counts);
    }

    private Node set(String title, PolicySet set, String counts) {
        List<Node> nodes = new ArrayList<>();
        boolean allowed = false;
        boolean denied = false;
        for (CompiledPolicy policy : set.policies()) {
            List<Node> statements = new ArrayList<>();
            boolean matched = false;
            for (int i = 0; i < policy.statements().size(); i++) {
                CompiledStatement statement = policy.statements().get(i);
                Node node = statement(statement, policy.document(), i);
                boolean yes = node.outcome() == Outcome.YES;
                matched |= yes;
                allowed |= yes && !statement.deny;
                denied |= yes && statement.deny;
                statements.add(node);
            }
            String version = policy.name().version();
            nodes.add(
                    new Node(
                            policy.name().text(),
                            matched ? Outcome.YES : Outcome.NO,
                            version.isEmpty() ? "" : "version " + version,
                            statements));
        }
        String detail = denied ? "explicit deny" : allowed ? "allowed" : "no statement allows";
        return new Node(
                title, allowed && !denied ? Outcome.YES : Outcome.NO, detail + counts, nodes);
    }

    private Node statement(CompiledStatement statement, PolicyDocument document, int index) {
        List<Node> elements = new ArrayList<>();
        boolean action = statement.action.matches(evaluation);
        elements.add(
                node(
                        statement.action.title(),
                        action,
                        ElementReasons.action(statement.action, evaluation)));
        boolean named = principal(statement, document, index, elements);
        ResourceTest resource = statement.resource;
        boolean covered = resource == null || resource.matches(evaluation, statement.deny);
        if (resource != null) {
            elements.add(
                    node(
                            resource.title(),
                            covered,
                            ElementReasons.resource(resource, request.resource(), evaluation)));
        }
        boolean conditions = conditions(statement, document.version(), elements);
        boolean all = action && named && covered && conditions;
        return new Node(
                statement.title(), all ? Outcome.YES : Outcome.NO, all ? "applies" : "", elements);
    }

    private boolean principal(
            CompiledStatement statement, PolicyDocument document, int index, List<Node> elements) {
        int naming = statement.principal.matches(evaluation, statement.deny);
        boolean named = naming != PrincipalTest.NOBODY;
        if (!statement.principal.isUnrestricted()) {
            elements.add(
                    node(
                            statement.principal.title(),
                            named,
                            document.statements()
                                    .get(index)
                                    .principal()
                                    .map(clause ->
                                            ElementReasons.principal(
                                                    statement.principal,
                                                    clause,
                                                    naming,
                                                    evaluation))
                                    .orElse(
                                            "a statement of a resource policy without Principal"
                                                    + " matches nobody")));
        }
        return named;
    }

    private boolean conditions(
            CompiledStatement statement, LanguageVersion version, List<Node> elements) {
        boolean all = true;
        for (ConditionTest condition : statement.conditions()) {
            boolean holds = condition.holds(evaluation);
            all &= holds;
            elements.add(
                    node(
                            condition.title(),
                            holds,
                            ConditionReason.of(condition, version, evaluation)));
        }
        return all;
    }

    private static Node node(String title, boolean yes, String detail) {
        return new Node(title, yes ? Outcome.YES : Outcome.NO, detail, List.of());
    }
}
