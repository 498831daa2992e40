package io.gatehouse.policyservice.simulation;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.Explanation;
import io.gatehouse.policy.decision.Layer;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.Reason;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.decision.ResourceKeys;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policyservice.simulation.Simulated.Matched;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the engine what it would decide in a scenario. Pure; of one request.
 *
 * <p>Without a resource policy the trust policy of a role and the policy of a key are taken to
 * leave it to the caller's own policies (SEMANTICS 12, 22: simulations may ignore the trust
 * policy).
 */
final class Simulator {

    private static final DecisionEngine ENGINE = new DecisionEngine();
    private static final String ALLOW_ALL =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
            """;
    private static final String BOUNDARY = Layer.BOUNDARY.text();
    private static final String ORGANIZATION = Layer.SERVICE_CONTROL.text();

    private final Scenario scenario;
    private final ApplicablePolicies policies;
    private final ApplicablePolicies withoutOrganization;
    private final Map<String, SimulatedPolicy> told = new HashMap<>();

    Simulator(Scenario scenario) {
        this.scenario = scenario;
        this.policies = policies(scenario, organization(scenario));
        this.withoutOrganization = policies(scenario, null);
        scenario.told().forEach(policy -> told.put(policy.id(), policy));
    }

    Simulated simulate(String action, String resource) {
        AuthorizationRequest request = request(action, resource);
        ApplicablePolicies all = withStandIn(policies, request);
        Explanation explanation = ENGINE.explain(all, request);
        Verdict verdict = explanation.verdict();
        // Keys that only guardrails ask for are nobody's to give.
        Verdict own = ENGINE.decide(withStandIn(withoutOrganization, request), request);
        return new Simulated(
                resource,
                verdict.decision(),
                matched(verdict.because()),
                own.missingContextKeys(),
                scenario.organization().isEmpty() ? null : allows(explanation, ORGANIZATION),
                scenario.boundaries().isEmpty() ? null : allows(explanation, BOUNDARY),
                isAcrossAccounts(request) ? sides(request) : Map.of());
    }

    private AuthorizationRequest request(String action, String resource) {
        AuthorizationRequest request =
                AuthorizationRequest.of(scenario.caller(), action, resource, scenario.context());
        AccountId owner = scenario.resourceOwner();
        if (owner != null && !namesAccount(resource)) {
            request = request.withResourceAccount(owner);
        }
        request = request.withContext(withOwner(request.resourceAccount()));
        return scenario.resourcePolicy() == null
                ? request.withResourcePolicyRequired(false)
                : request;
    }

    private RequestContext withOwner(@Nullable AccountId owner) {
        RequestContext.Builder context = RequestContext.builder().putAll(scenario.context());
        ResourceKeys.supply(owner, context);
        return context.build();
    }

    private static boolean namesAccount(String resource) {
        String[] parts = resource.split(":", 6);
        return parts.length == 6 && AccountId.isValid(parts[4]);
    }

    private boolean isAcrossAccounts(AuthorizationRequest request) {
        AccountId home = scenario.caller().account();
        AccountId owner = request.resourceAccount();
        return scenario.resourcePolicy() != null
                && home != null
                && owner != null
                && !home.equals(owner);
    }

    /** What each side says for itself: the caller's policies, and those of the resource. */
    private Map<String, Decision> sides(AuthorizationRequest request) {
        Map<String, Decision> sides = new LinkedHashMap<>();
        AccountId home = scenario.caller().account();
        if (home != null) {
            AuthorizationRequest atHome =
                    request.withResourceAccount(home).withResourcePolicyRequired(false);
            sides.put(
                    "IAM Policies",
                    ENGINE.decide(
                                    policies.withResource(
                                            null, PrincipalMatching.FROM_REQUEST, null),
                                    atHome)
                            .decision());
        }
        ApplicablePolicies willing =
                ApplicablePolicies.builder()
                        .identity(PolicySet.of(compiled(ALLOW_ALL, PolicyKind.IDENTITY)))
                        .resource(policies.resource(), PrincipalMatching.FROM_REQUEST)
                        .build();
        sides.put("Resource Policies", ENGINE.decide(willing, request).decision());
        return sides;
    }

    private static boolean allows(Explanation explanation, String layer) {
        for (Explanation.Node node : explanation.trace()) {
            if (node.title().equals(layer)) {
                return node.outcome() != Explanation.Outcome.NO;
            }
        }
        return explanation.verdict().isAllowed();
    }

    private List<Matched> matched(List<Reason> because) {
        List<Matched> matched = new ArrayList<>();
        for (Reason reason : because) {
            SimulatedPolicy policy = told.get(reason.policy().text());
            if (policy != null) {
                boolean placed = reason.statement() < policy.places().size();
                matched.add(
                        new Matched(
                                policy, placed ? policy.places().get(reason.statement()) : null));
            }
        }
        return matched;
    }

    private static ApplicablePolicies policies(
            Scenario scenario, @Nullable List<PolicySet> organization) {
        ApplicablePolicies.Builder policies =
                ApplicablePolicies.builder()
                        .identity(set(scenario.identity()))
                        .serviceControl(organization);
        scenario.boundaries().forEach(one -> policies.boundary(PolicySet.of(one.compiled())));
        SimulatedPolicy resource = scenario.resourcePolicy();
        return policies.resource(
                        resource == null ? null : PolicySet.of(resource.compiled()),
                        PrincipalMatching.FROM_REQUEST)
                .build();
    }

    private static @Nullable List<PolicySet> organization(Scenario scenario) {
        return scenario.organization().isEmpty()
                ? null
                : scenario.organization().stream().map(Simulator::set).toList();
    }

    private static PolicySet set(List<SimulatedPolicy> policies) {
        return PolicySet.of(policies.stream().map(SimulatedPolicy::compiled).toList());
    }

    /** For roles about to be assumed: a trust policy that leaves it to the caller's account. */
    private ApplicablePolicies withStandIn(ApplicablePolicies of, AuthorizationRequest request) {
        AccountId home = scenario.caller().account();
        boolean isTrust =
                request.action().regionMatches(true, 0, "sts:", 0, 4)
                        && request.resource().contains(":role/");
        return scenario.resourcePolicy() != null || !isTrust || home == null
                ? of
                : of.withResource(
                        PolicySet.of(
                                compiled(
                                        """
                                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                                        "Principal":{"AWS":"%s"},"Action":"sts:*"}}
                                        """
                                                .formatted(home.digits()),
                                        PolicyKind.TRUST)),
                        PrincipalMatching.FROM_REQUEST,
                        of.resourceControl());
    }

    private static CompiledPolicy compiled(String document, PolicyKind kind) {
        return switch (PolicyParser.read(document, kind)) {
            case ParsedPolicy.Valid valid ->
                    CompiledPolicy.compile(valid.document(), PolicyName.of("stand-in"));
            case ParsedPolicy.Invalid invalid ->
                    throw new IllegalStateException(invalid.first().toString());
        };
    }
}
