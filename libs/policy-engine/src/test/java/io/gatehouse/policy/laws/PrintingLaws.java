package io.gatehouse.policy.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.PolicyPrinter;
import io.gatehouse.policy.scenario.ScenarioJson;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Printing and parsing. */
class PrintingLaws {

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void what_is_printed_parses_to_the_same_document(@ForAll long seed) {
        PolicyDocument made = new Scenarios(seed).document(PolicyKind.IDENTITY, 4);
        String independently = ScenarioJson.json(made).toString();
        ParsedPolicy parsed = PolicyParser.read(independently, PolicyKind.IDENTITY);
        Statistics.collect(parsed instanceof ParsedPolicy.Valid);
        if (parsed instanceof ParsedPolicy.Valid valid) {
            assertThat(
                            PolicyParser.read(
                                    PolicyPrinter.print(valid.document()), PolicyKind.IDENTITY))
                    .isInstanceOfSatisfying(
                            ParsedPolicy.Valid.class,
                            again -> assertThat(again.document()).isEqualTo(valid.document()));
        }
        Statistics.coverage(c -> c.check(true).percentage(p -> p > 10));
    }
}
