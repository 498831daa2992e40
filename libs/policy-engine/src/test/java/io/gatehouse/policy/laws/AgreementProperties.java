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

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

import java.util.EnumMap;
import java.util.Map;

/**
 * The compiled engine and the reference evaluator agree. 100,000 pairs of policies and request in
 * the normal run; ten million with {@code -Dgatehouse.long=true}.
 */
class AgreementProperties {

    private static final boolean LONG = Boolean.getBoolean("gatehouse.long");
    private static final int REQUESTS_PER_SET = 5;
    private static final int SETS_PER_TRY = LONG ? 2_000 : 20;
    private static final Map<Decision, Integer> SEEN = new EnumMap<>(Decision.class);

    private final DecisionEngine engine = new DecisionEngine();

    @Property(
            tries = 1_000,
            seed = "42",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF)
    void engine_and_reference_agree(@ForAll long seed) {
        for (int set = 0; set < SETS_PER_TRY; set++) {
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
                SEEN.merge(reference.decision(), 1, Integer::sum);
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
    @AfterContainer
    static void every_decision_is_met_often() {
        int all = SEEN.values().stream().mapToInt(Integer::intValue).sum();
        for (Decision decision : Decision.values()) {
            assertThat(SEEN.getOrDefault(decision, 0)).as("%s", SEEN).isGreaterThan(all / 20);
        }
    }
}
