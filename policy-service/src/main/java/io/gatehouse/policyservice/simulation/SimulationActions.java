package io.gatehouse.policyservice.simulation;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalKeys;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policyservice.directory.KnownPrincipal;
import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Inputs;
import io.gatehouse.policyservice.simulation.PrincipalScenarios.Bound;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** SimulateCustomPolicy, SimulatePrincipalPolicy. */
@ApplicationScoped
class SimulationActions implements ActionSet {

    private final Access access;
    private final PolicySources sources;
    private final PrincipalScenarios scenarios;
    private final Inputs inputs;

    SimulationActions(
            Access access, PolicySources sources, PrincipalScenarios scenarios, Inputs inputs) {
        this.access = access;
        this.sources = sources;
        this.scenarios = scenarios;
        this.inputs = inputs;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(SimulateCustomPolicyRequest.class, this::custom);
        actions.on(SimulatePrincipalPolicyRequest.class, this::ofPrincipal);
    }

    private Uni<SimulateCustomPolicyResponse> custom(
            SimulateCustomPolicyRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        return access.require(call, "SimulateCustomPolicy", Guard.NO_RESOURCE, ContextKeys.none())
                .map(_ -> custom(request, call, page))
                .map(results ->
                        SimulateCustomPolicyResponse.builder()
                                .evaluationResults(results.items())
                                .isTruncated(results.isTruncated())
                                .marker(results.marker())
                                .build());
    }

    private static Page<EvaluationResult> custom(
            SimulateCustomPolicyRequest request, Call call, PageRequest page) {
        if (request.resourcePolicy() != null && request.callerArn() == null) {
            throw Questions.invalid("a CallerArn is needed where a ResourcePolicy is given");
        }
        RequestContext.Builder context = RequestContext.builder();
        Principal caller;
        if (request.callerArn() == null) {
            caller = Callers.nobody(call.account());
        } else {
            caller = Callers.named(request.callerArn());
            PrincipalKeys.supply(caller, context);
        }
        ContextEntries.putInto(context, request.contextEntries());
        List<List<SimulatedPolicy>> organization = new ArrayList<>();
        request.orderedOrganizationPolicyInputList()
                .forEach(level ->
                        organization.add(
                                Questions.policies(
                                        level.serviceControlPolicyInputList(),
                                        "OrderedOrganizationPolicyInputList."
                                                + (organization.size() + 1),
                                        PolicyKind.SERVICE_CONTROL)));
        Scenario scenario =
                new Scenario(
                        caller,
                        Questions.policies(
                                request.policyInputList(), "PolicyInputList", PolicyKind.IDENTITY),
                        Questions.boundaries(request.permissionsBoundaryPolicyInputList()),
                        organization,
                        Questions.resourcePolicy(request.resourcePolicy()),
                        Questions.owner(request.resourceOwner()),
                        context.build());
        return simulate(
                scenario,
                request.actionNames(),
                request.resourceArns(),
                request.resourceHandlingOption(),
                page);
    }

    private Uni<SimulatePrincipalPolicyResponse> ofPrincipal(
            SimulatePrincipalPolicyRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        Exclusions without = new Exclusions(request.policyExclusionList());
        return sources.require(call, "SimulatePrincipalPolicy", request.policySourceArn())
                .chain(principal ->
                        scenarios
                                .of(principal, without)
                                .map(bound -> ofPrincipal(request, principal, bound, page)))
                .map(results ->
                        SimulatePrincipalPolicyResponse.builder()
                                .evaluationResults(results.items())
                                .isTruncated(results.isTruncated())
                                .marker(results.marker())
                                .build());
    }

    private Page<EvaluationResult> ofPrincipal(
            SimulatePrincipalPolicyRequest request,
            PrincipalRow principal,
            Bound bound,
            PageRequest page) {
        KnownPrincipal known = principal.known();
        RequestContext.Builder context = RequestContext.builder();
        Principal caller;
        if (request.callerArn() == null || request.callerArn().equals(known.arn().toString())) {
            caller = Callers.of(known);
            supply(caller, known, context);
        } else {
            caller = Callers.named(request.callerArn());
            PrincipalKeys.supply(caller, context);
        }
        ContextEntries.putInto(context, request.contextEntries());
        List<SimulatedPolicy> identity = new ArrayList<>(bound.identity());
        identity.addAll(
                Questions.policies(
                        request.policyInputList(), "PolicyInputList", PolicyKind.IDENTITY));
        List<SimulatedPolicy> given =
                Questions.boundaries(request.permissionsBoundaryPolicyInputList());
        Scenario scenario =
                new Scenario(
                        caller,
                        identity,
                        given.isEmpty() ? bound.boundaries() : given,
                        bound.organization(),
                        Questions.resourcePolicy(request.resourcePolicy()),
                        Questions.owner(request.resourceOwner()),
                        context.build());
        return simulate(
                scenario,
                request.actionNames(),
                request.resourceArns(),
                request.resourceHandlingOption(),
                page);
    }

    /** What a decision about the principal would know without being told. */
    private void supply(Principal caller, KnownPrincipal known, RequestContext.Builder context) {
        if (!known.kind().isPrincipal()) {
            return;
        }
        PrincipalKeys.supply(caller, context);
        known.tags().forEach((key, value) -> context.put("aws:PrincipalTag/" + key, value));
        Instant now = inputs.now();
        context.put("aws:CurrentTime", now.toString());
        context.put("aws:EpochTime", Long.toString(now.getEpochSecond()));
    }

    private static Page<EvaluationResult> simulate(
            Scenario scenario,
            List<String> actions,
            List<String> resources,
            @Nullable String handling,
            PageRequest page) {
        ResourceHandling.check(handling, resources);
        List<String> asked = Questions.actions(actions);
        List<String> targets = Questions.resources(resources);
        Simulator simulator = new Simulator(scenario);
        List<Integer> places = IntStream.range(0, asked.size()).boxed().toList();
        return Page.among(places, page, "%06d"::formatted)
                .map(place -> result(simulator, asked.get(place), targets));
    }

    private static EvaluationResult result(
            Simulator simulator, String action, List<String> targets) {
        return SimulationAnswers.of(
                action,
                targets.stream().map(target -> simulator.simulate(action, target)).toList());
    }
}
