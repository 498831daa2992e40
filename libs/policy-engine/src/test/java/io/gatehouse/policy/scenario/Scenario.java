package io.gatehouse.policy.scenario;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.policy.reference.ReferenceEvaluator;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.policy.reference.ReferencePolicies.Named;
import io.gatehouse.policy.reference.ReferenceVerdict;
import io.gatehouse.policy.reference.ReferenceVerdict.Because;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Policies and a request. */
public record Scenario(ReferencePolicies policies, AuthorizationRequest request) {

    private static final DecisionEngine ENGINE = new DecisionEngine();

    public ReferenceVerdict byReference() {
        return ReferenceEvaluator.decide(policies, request);
    }

    public Verdict byEngine() {
        return ENGINE.decide(compiled(), request);
    }

    /** The policies, each layer compiled as one set. */
    public ApplicablePolicies compiled() {
        ApplicablePolicies.Builder builder =
                ApplicablePolicies.builder()
                        .identity(set(policies.identity()))
                        .session(policies.session() == null ? null : set(policies.session()))
                        .serviceControl(levels(policies.serviceControl()))
                        .resourceControl(levels(policies.resourceControl()))
                        .resource(
                                policies.resource() == null ? null : set(policies.resource()),
                                policies.matching());
        policies.boundaries().forEach(one -> builder.boundary(set(List.of(one))));
        return builder.build();
    }

    private static @Nullable List<PolicySet> levels(@Nullable List<List<Named>> levels) {
        return levels == null ? null : levels.stream().map(Scenario::set).toList();
    }

    private static PolicySet set(List<Named> policies) {
        return PolicySet.of(
                policies.stream()
                        .map(p -> CompiledPolicy.compile(p.document(), PolicyName.of(p.name())))
                        .toList());
    }

    /** What the two say differently, in words; empty where they agree. */
    public static String difference(ReferenceVerdict reference, Verdict engine) {
        if (reference.decision() != engine.decision()) {
            return "decision: reference %s (%s), engine %s (%s)"
                    .formatted(
                            reference.decision(),
                            reference.layer(),
                            engine.decision(),
                            engine.layer());
        }
        if (reference.layer() != engine.layer()) {
            return "layer of %s: reference %s, engine %s"
                    .formatted(engine.decision(), reference.layer(), engine.layer());
        }
        Set<Because> because = becauseOf(engine);
        if (!reference.because().equals(because)) {
            return "because of %s (%s): reference %s, engine %s"
                    .formatted(engine.decision(), engine.layer(), reference.because(), because);
        }
        return "";
    }

    public static Set<Because> becauseOf(Verdict verdict) {
        Set<Because> because = new HashSet<>();
        verdict.because()
                .forEach(
                        r -> because.add(new Because(r.layer(), r.policy().text(), r.statement())));
        return because;
    }
}
