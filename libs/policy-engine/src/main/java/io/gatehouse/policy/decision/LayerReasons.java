package io.gatehouse.policy.decision;

/** For traces: how a layer counted beside the others, by the table of SEMANTICS 7. */
final class LayerReasons {

    private final AuthorizationRequest request;
    private final Layers layers;
    private final boolean hasResourcePolicy;

    LayerReasons(ApplicablePolicies policies, AuthorizationRequest request) {
        this.request = request;
        this.hasResourcePolicy = policies.resource() != null;
        Evaluation evaluation = new Evaluation();
        evaluation.begin(policies, request);
        evaluation.layers.collect(policies, request, evaluation);
        this.layers = evaluation.layers;
    }

    /** Of the policy of the resource, or of its absence. */
    String resource() {
        if (layers.naming() == PrincipalTest.NOBODY) {
            return layers.resourceMust() ? "; it must: " + whyItMust() : "";
        }
        if (request.principal().account() == null) {
            return "; a caller without an account needs no more";
        }
        if (!layers.isSameAccount()) {
            return "; across accounts the caller's own policies must allow too";
        }
        return switch (layers.naming()) {
            case PrincipalTest.BY_ACCOUNT ->
                    "; it names the account, so identity policies must allow too";
            case PrincipalTest.BY_ORIGIN ->
                    "; it names whom the session comes from, so identity policies need not allow";
            default -> "; it names the caller, so identity policies need not allow";
        };
    }

    private String whyItMust() {
        if (request.principal().account() == null) {
            return "the caller has no account";
        }
        if (request.resourceAccount() == null) {
            return "nobody knows whose the resource is";
        }
        return layers.isSameAccount()
                ? "identity policies alone do not suffice here"
                : "the resource belongs to another account";
    }

    /** Of the identity policies. */
    String identity() {
        if (request.principal() instanceof Principal.AccountRoot) {
            return "; the root user needs none";
        }
        if (request.principal().account() == null) {
            return "; the caller can have none";
        }
        return hasResourcePolicy && layers.resourceGrants()
                ? "; not needed, for the resource's policy grants"
                : "";
    }

    /** Of boundary and session policy. */
    String limits() {
        return layers.isLimited() ? "" : "; not needed, for the resource's policy names the caller";
    }
}
