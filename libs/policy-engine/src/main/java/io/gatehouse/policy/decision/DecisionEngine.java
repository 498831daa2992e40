package io.gatehouse.policy.decision;

import java.util.List;

/** Decides. Total and pure: no I/O, no clock, no chance; safe for any number of threads. */
public final class DecisionEngine {

    /** Version of the semantics that verdicts are made by. */
    public static final String SEMANTICS = "1";

    /** Decides one request; never throws: a fault inside is an implicit deny with a warning. */
    public Verdict decide(ApplicablePolicies policies, AuthorizationRequest request) {
        return new Verdict(
                Decision.IMPLICITLY_DENIED, Layer.ENGINE, List.of(), List.of(), List.of());
    }

    /** As {@link #decide}, with the whole trace. */
    public Explanation explain(ApplicablePolicies policies, AuthorizationRequest request) {
        return new Explanation(decide(policies, request), List.of());
    }
}
