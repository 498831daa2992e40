package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What each layer says to one request, and the rules by which they make one answer (SEMANTICS 6, 7,
 * 8). Explicit denies are dealt with before.
 *
 * @param resourceControl whether every level allows; true where none apply
 * @param serviceControl whether every level allows; true where none apply
 * @param naming how the resource's policy names the caller in an Allow that matches
 * @param identity whether an identity policy allows; always for the root user
 * @param boundary whether every boundary allows; true where there is none
 * @param session whether the session policy allows; without one, true but for federated sessions
 */
record Layers(
        boolean resourceControl,
        boolean serviceControl,
        int naming,
        boolean identity,
        boolean boundary,
        boolean session) {

    /** Asks every layer, in the order in which denials are reported. */
    static Layers collect(ApplicablePolicies policies, Question question, Evaluation evaluation) {
        Principal caller = evaluation.principal;
        boolean serviceLinked =
                caller instanceof Principal.AssumedRole session && session.isServiceLinked();
        boolean ofAnAccount = caller.account() != null;
        boolean rcp =
                serviceLinked
                        || levels(policies.resourceControl(), Layer.RESOURCE_CONTROL, evaluation);
        boolean scp =
                serviceLinked
                        || !ofAnAccount
                        || levels(policies.serviceControl(), Layer.SERVICE_CONTROL, evaluation);
        PolicySet resource = policies.resource();
        int naming =
                resource == null
                        ? PrincipalTest.NOBODY
                        : resource.collect(
                                evaluation, question.trust() ? Layer.TRUST : Layer.RESOURCE);
        boolean identity = allows(policies.identity(), Layer.IDENTITY, evaluation);
        boolean boundary = levels(policies.boundaries(), Layer.BOUNDARY, evaluation);
        PolicySet session = policies.session();
        boolean sessionAllows =
                session == null
                        ? !(caller instanceof Principal.FederatedUser)
                        : allows(session, Layer.SESSION, evaluation);
        boolean root = caller instanceof Principal.AccountRoot;
        return new Layers(rcp, scp, naming, root || identity, boundary, sessionAllows);
    }

    private static boolean levels(
            @Nullable List<PolicySet> levels, Layer layer, Evaluation evaluation) {
        boolean all = true;
        for (int i = 0; levels != null && i < levels.size(); i++) {
            all &= allows(levels.get(i), layer, evaluation);
        }
        return all;
    }

    private static boolean allows(PolicySet set, Layer layer, Evaluation evaluation) {
        return set.collect(evaluation, layer) != PrincipalTest.NOBODY;
    }

    /** The first layer that had to allow and did not; null if the answer is yes. */
    @Nullable Layer refusing(Question question, Principal caller) {
        if (!resourceControl) {
            return Layer.RESOURCE_CONTROL;
        }
        if (!serviceControl) {
            return Layer.SERVICE_CONTROL;
        }
        boolean resourceMust =
                question.resourcePolicyRequired()
                        || !question.sameAccount()
                        || caller.account() == null;
        if (resourceMust && naming == PrincipalTest.NOBODY) {
            return question.trust() ? Layer.TRUST : Layer.RESOURCE;
        }
        if (caller.account() == null) {
            return null;
        }
        boolean bypassesIdentity = question.sameAccount() && naming >= PrincipalTest.BY_ORIGIN;
        boolean bypassesLimits =
                question.sameAccount() && !question.trust() && naming == PrincipalTest.DIRECTLY;
        if (!bypassesIdentity && !identity) {
            return Layer.IDENTITY;
        }
        if (!bypassesLimits && !boundary) {
            return Layer.BOUNDARY;
        }
        if (!bypassesLimits && !session) {
            return Layer.SESSION;
        }
        return null;
    }

    /** On an allow: the layer that granted without identity policies; null if they granted. */
    @Nullable Layer grantingAlone(Question question, Principal caller) {
        boolean resourceAlone =
                caller.account() == null
                        || (question.sameAccount() && naming >= PrincipalTest.BY_ORIGIN);
        if (resourceAlone) {
            return question.trust() ? Layer.TRUST : Layer.RESOURCE;
        }
        return caller instanceof Principal.AccountRoot ? Layer.ROOT : null;
    }
}
