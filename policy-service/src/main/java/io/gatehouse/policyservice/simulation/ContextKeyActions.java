package io.gatehouse.policyservice.simulation;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policyservice.request.Access;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetContextKeysForPrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForPrincipalPolicyResponse;

import java.util.ArrayList;
import java.util.List;

/** GetContextKeysForCustomPolicy, GetContextKeysForPrincipalPolicy. */
@ApplicationScoped
class ContextKeyActions implements ActionSet {

    private static final Exclusions NONE = new Exclusions(List.of());

    private final Access access;
    private final PolicySources sources;
    private final PrincipalScenarios scenarios;

    ContextKeyActions(Access access, PolicySources sources, PrincipalScenarios scenarios) {
        this.access = access;
        this.sources = sources;
        this.scenarios = scenarios;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetContextKeysForCustomPolicyRequest.class, this::custom);
        actions.on(GetContextKeysForPrincipalPolicyRequest.class, this::ofPrincipal);
    }

    private Uni<GetContextKeysForCustomPolicyResponse> custom(
            GetContextKeysForCustomPolicyRequest request, Call call) {
        return access.require(
                        call,
                        "GetContextKeysForCustomPolicy",
                        Guard.NO_RESOURCE,
                        ContextKeys.none())
                .map(_ ->
                        GetContextKeysForCustomPolicyResponse.builder()
                                .contextKeyNames(keys(given(request.policyInputList())))
                                .build());
    }

    private Uni<GetContextKeysForPrincipalPolicyResponse> ofPrincipal(
            GetContextKeysForPrincipalPolicyRequest request, Call call) {
        return sources.require(call, "GetContextKeysForPrincipalPolicy", request.policySourceArn())
                .chain(principal -> scenarios.identity(principal, NONE))
                .map(held -> {
                    List<SimulatedPolicy> all = new ArrayList<>(held);
                    all.addAll(given(request.policyInputList()));
                    return GetContextKeysForPrincipalPolicyResponse.builder()
                            .contextKeyNames(keys(all))
                            .build();
                });
    }

    private static List<SimulatedPolicy> given(List<String> texts) {
        return Questions.policies(texts, "PolicyInputList", PolicyKind.IDENTITY);
    }

    private static List<String> keys(List<SimulatedPolicy> policies) {
        ReferencedKeys keys = new ReferencedKeys();
        policies.forEach(policy -> keys.add(policy.document()));
        return keys.names();
    }
}
