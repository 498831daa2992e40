package io.gatehouse.policy.laws;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** The compiled engine and the reference evaluator agree: 100,000 pairs of policies and request. */
class AgreementProperties {

    private static final int SETS_PER_TRY = 20;
    private static final Agreement AGREEMENT = new Agreement();

    @Property(
            tries = 1_000,
            seed = "42",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF)
    void engine_and_reference_agree(@ForAll long seed) {
        AGREEMENT.check(seed, SETS_PER_TRY);
    }

    @AfterContainer
    static void every_decision_is_met_often() {
        Agreement.everyDecisionIsMetOften(AGREEMENT.seen());
    }
}
