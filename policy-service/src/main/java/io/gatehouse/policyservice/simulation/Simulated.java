package io.gatehouse.policyservice.simulation;

import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.language.StatementPlaces;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What would be decided about one action on one resource.
 *
 * @param matched statements that decided, guardrails aside
 * @param missing keys that a statement looked for and nobody gave, guardrails aside
 * @param byOrganization whether the guardrails allow; null where none apply
 * @param byBoundary whether the boundary allows; null where there is none
 * @param bySide of a request across accounts, what each side's policies say; else empty
 */
record Simulated(
        String resource,
        Decision decision,
        List<Matched> matched,
        List<String> missing,
        @Nullable Boolean byOrganization,
        @Nullable Boolean byBoundary,
        Map<String, Decision> bySide) {

    Simulated {
        matched = List.copyOf(matched);
        missing = List.copyOf(missing);
        bySide = Map.copyOf(bySide);
    }

    /**
     * A statement that decided.
     *
     * @param place null where the text is not known
     */
    record Matched(SimulatedPolicy policy, StatementPlaces.@Nullable Span place) {}
}
