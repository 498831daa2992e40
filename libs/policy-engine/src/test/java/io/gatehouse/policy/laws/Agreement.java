package io.gatehouse.policy.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.policy.reference.ReferenceVerdict;
import io.gatehouse.policy.scenario.Scenario;
import io.gatehouse.policy.scenario.ScenarioJson;

import java.util.EnumMap;
import java.util.Map;

/** Compares engine and reference over sets of policies that follow from numbers; for one thread. */
final class Agreement {

    static final int REQUESTS_PER_SET = 5;

    private final DecisionEngine engine = new DecisionEngine();
    private final Map<Decision, Integer> seen = new EnumMap<>(Decision.class);

    /** How often each decision was met. */
    Map<Decision, Integer> seen() {
        return seen;
    }

    /**
     * So many sets, each with {@link #REQUESTS_PER_SET} requests.
     *
     * @throws AssertionError with the smallest case that still disagrees
     */
    void check(long seed, int sets) {
        for (int set = 0; set < sets; set++) {
            Scenarios scenarios = new Scenarios(seed + set);
            ReferencePolicies policies = scenarios.policies();
            ApplicablePolicies compiled = null;
            for (int i = 0; i < REQUESTS_PER_SET; i++) {
                Scenario scenario = new Scenario(policies, scenarios.request());
                compiled = compiled == null ? scenario.compiled() : compiled;
                ReferenceVerdict reference = scenario.byReference();
                Verdict verdict = engine.decide(compiled, scenario.request());
                if (!Scenario.difference(reference, verdict).isEmpty()) {
                    fail(scenario);
                }
                seen.merge(reference.decision(), 1, Integer::sum);
            }
        }
    }

    private static void fail(Scenario scenario) {
        Scenario smallest = Smaller.still(scenario, s -> !difference(s).isEmpty());
        assertThat(difference(smallest)).as(ScenarioJson.write(smallest)).isEmpty();
        assertThat(difference(scenario)).as("only in company of other requests").isNotEmpty();
    }

    private static String difference(Scenario scenario) {
        return Scenario.difference(scenario.byReference(), scenario.byEngine());
    }

    /** A generator that decides nothing but denials would prove nothing. */
    static void everyDecisionIsMetOften(Map<Decision, Integer> seen) {
        int all = seen.values().stream().mapToInt(Integer::intValue).sum();
        for (Decision decision : Decision.values()) {
            assertThat(seen.getOrDefault(decision, 0)).as("%s", seen).isGreaterThan(all / 20);
        }
    }
}
