package io.gatehouse.policy.decision;

import io.gatehouse.model.AccountId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What each layer says to one request, and the rules by which they make one answer (SEMANTICS 6, 7,
 * 8). Explicit denies are dealt with before. Reused, for one thread.
 */
final class Layers {

    /** Whether the resource is a role about to be assumed and its policy the trust policy. */
    private boolean trust;

    private boolean sameAccount;
    private boolean resourcePolicyRequired;

    /** Whether the caller belongs to an account, and so has policies of its own. */
    private boolean ofAnAccount;

    private boolean root;
    private boolean resourceControl;
    private boolean serviceControl;
    private int naming;
    private boolean identity;
    private boolean boundary;
    private boolean session;

    /** Asks every layer, in the order in which denials are reported. */
    void collect(ApplicablePolicies policies, AuthorizationRequest request, Evaluation evaluation) {
        Principal caller = request.principal();
        AccountId account = caller.account();
        AccountId owner = request.resourceAccount();
        trust = TrustActions.isTrust(request.action(), request.resource());
        resourcePolicyRequired = trust || request.resourcePolicyRequired();
        ofAnAccount = account != null;
        sameAccount = account != null && owner != null && account.digits().equals(owner.digits());
        root = caller instanceof Principal.AccountRoot;
        boolean serviceLinked =
                caller instanceof Principal.AssumedRole role && role.isServiceLinked();
        resourceControl =
                serviceLinked
                        || levels(policies.resourceControl(), Layer.RESOURCE_CONTROL, evaluation);
        serviceControl =
                serviceLinked
                        || !ofAnAccount
                        || levels(policies.serviceControl(), Layer.SERVICE_CONTROL, evaluation);
        PolicySet resource = policies.resource();
        naming =
                resource == null
                        ? PrincipalTest.NOBODY
                        : resource.collect(evaluation, resourceLayer());
        identity = allows(policies.identity(), Layer.IDENTITY, evaluation) || root;
        boundary = levels(policies.boundaries(), Layer.BOUNDARY, evaluation);
        PolicySet own = policies.session();
        session =
                own == null
                        ? !(caller instanceof Principal.FederatedUser)
                        : allows(own, Layer.SESSION, evaluation);
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

    private Layer resourceLayer() {
        return trust ? Layer.TRUST : Layer.RESOURCE;
    }

    /** The first layer that had to allow and did not; null if the answer is yes. */
    @Nullable Layer refusing() {
        if (!resourceControl) {
            return Layer.RESOURCE_CONTROL;
        }
        if (!serviceControl) {
            return Layer.SERVICE_CONTROL;
        }
        if (resourceMust() && naming == PrincipalTest.NOBODY) {
            return resourceLayer();
        }
        if (!ofAnAccount) {
            return null;
        }
        if (!resourceGrants() && !identity) {
            return Layer.IDENTITY;
        }
        if (isLimited() && !boundary) {
            return Layer.BOUNDARY;
        }
        return isLimited() && !session ? Layer.SESSION : null;
    }

    /** Whether the resource's policy grants without the identity policies (the table of 7). */
    boolean resourceGrants() {
        return !ofAnAccount || (sameAccount && naming >= PrincipalTest.BY_ORIGIN);
    }

    /** Whether boundary and session policy must allow; in trust policies always (8). */
    boolean isLimited() {
        return ofAnAccount && (trust || !sameAccount || naming != PrincipalTest.DIRECTLY);
    }

    /** Whether caller and resource belong to one account. */
    boolean isSameAccount() {
        return sameAccount;
    }

    /** Whether the resource's policy must allow whatever the identity policies say. */
    boolean resourceMust() {
        return resourcePolicyRequired || !sameAccount || !ofAnAccount;
    }

    /** How the resource's policy names the caller in what it allows. */
    int naming() {
        return naming;
    }

    /** On an allow: the layer that granted. */
    Layer granting() {
        if (resourceGrants()) {
            return resourceLayer();
        }
        return root ? Layer.ROOT : Layer.IDENTITY;
    }
}
