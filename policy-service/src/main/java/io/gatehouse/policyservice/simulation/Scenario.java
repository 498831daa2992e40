package io.gatehouse.policyservice.simulation;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.RequestContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What is simulated, whatever is asked of it.
 *
 * @param identity policies of the caller and of its groups
 * @param boundaries permissions boundaries; none: nothing bounds the caller
 * @param organization service control policies by level, root first; empty where none apply
 * @param resourcePolicy null where the caller gave none
 * @param resourceOwner of resources whose ARN does not say; null for the caller's account
 */
record Scenario(
        Principal caller,
        List<SimulatedPolicy> identity,
        List<SimulatedPolicy> boundaries,
        List<List<SimulatedPolicy>> organization,
        @Nullable SimulatedPolicy resourcePolicy,
        @Nullable AccountId resourceOwner,
        RequestContext context) {

    Scenario {
        identity = List.copyOf(identity);
        boundaries = List.copyOf(boundaries);
        organization = List.copyOf(organization);
    }

    /** Those whose statements are told: guardrails are not. */
    List<SimulatedPolicy> told() {
        List<SimulatedPolicy> told = new ArrayList<>(identity);
        told.addAll(boundaries);
        if (resourcePolicy != null) {
            told.add(resourcePolicy);
        }
        return told;
    }
}
