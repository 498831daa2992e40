package io.gatehouse.authz.authzen;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PrincipalClause;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.Statement;

import java.util.List;
import java.util.Optional;

/**
 * Whether a stored resource policy lets somebody in at all, by the engine's own judgement: asked
 * with the statement's Principal and nothing else, for somebody whom everything else allows.
 */
final class Reach {

    private static final DecisionEngine ENGINE = new DecisionEngine();
    private static final RequestContext NOTHING = RequestContext.EMPTY;
    private static final PolicySet EVERYTHING =
            PolicySet.of(policy(PolicyKind.IDENTITY, Optional.empty()));

    private Reach() {}

    /** Whether an Allow of that statement can concern the principal. */
    static boolean isOpenTo(Principal principal, Written written) {
        if (written.statement().effect() != Effect.ALLOW) {
            return false;
        }
        CompiledPolicy door = policy(PolicyKind.RESOURCE, written.statement().principal());
        AuthorizationRequest request =
                AuthorizationRequest.of(principal, "any:Action", "arn:aws:any:::thing", NOTHING)
                        .withResourcePolicyRequired(true);
        ApplicablePolicies policies =
                ApplicablePolicies.builder()
                        .identity(EVERYTHING)
                        .build()
                        .withResource(PolicySet.of(door), PrincipalMatching.STORED, null);
        return ENGINE.decide(policies, request).isAllowed();
    }

    private static CompiledPolicy policy(PolicyKind kind, Optional<PrincipalClause> principal) {
        Statement statement =
                new Statement(
                        Optional.empty(),
                        Effect.ALLOW,
                        principal,
                        new ActionClause.Actions(List.of("*")),
                        Optional.of(new ResourceClause.Resources(List.of("*"))),
                        List.of());
        return CompiledPolicy.compile(
                new PolicyDocument(
                        kind,
                        Optional.of(LanguageVersion.V2012_10_17),
                        Optional.empty(),
                        List.of(statement)),
                PolicyName.of("reach"));
    }
}
