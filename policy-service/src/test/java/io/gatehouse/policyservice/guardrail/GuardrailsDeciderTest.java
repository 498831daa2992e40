package io.gatehouse.policyservice.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.contracts.facts.v1.GuardrailsFact;
import io.gatehouse.policyservice.guardrail.Guardrails.Level;
import io.gatehouse.policyservice.guardrail.Guardrails.NamedPolicy;
import io.gatehouse.policyservice.guardrail.GuardrailsCommand.DeleteGuardrails;
import io.gatehouse.policyservice.guardrail.GuardrailsCommand.PutGuardrails;
import io.gatehouse.policyservice.guardrail.GuardrailsEvent.GuardrailsRemoved;
import io.gatehouse.policyservice.guardrail.GuardrailsEvent.GuardrailsSet;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Quotas;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;

class GuardrailsDeciderTest {

    private static final Guardrails ONE =
            new Guardrails(List.of(level("root", "{}")), List.of(level("root", "{}")));
    private static final Guardrails OTHER =
            new Guardrails(List.of(level("root", "{\"x\":1}")), List.of());

    @Test
    void a_free_account_is_bound_and_a_bound_one_bound_otherwise() {
        assertThat(events(new PutGuardrails(ONE))).containsExactly(new GuardrailsSet(ONE));
        assertThat(events(new PutGuardrails(OTHER), new GuardrailsSet(ONE)))
                .containsExactly(new GuardrailsSet(OTHER));
        assertThat(events(new PutGuardrails(ONE), new GuardrailsSet(ONE))).isEmpty();
    }

    @Test
    void guardrails_go_and_come_again() {
        assertThat(events(new DeleteGuardrails(), new GuardrailsSet(ONE)))
                .containsExactly(new GuardrailsRemoved());
        assertThat(events(new PutGuardrails(ONE), new GuardrailsSet(ONE), new GuardrailsRemoved()))
                .containsExactly(new GuardrailsSet(ONE));
    }

    @Test
    void nothing_is_removed_from_a_free_account() {
        assertThat(GuardrailsDecider.decide(Binding.FREE, new DeleteGuardrails(), Quotas.DEFAULT))
                .isInstanceOf(Decision.Refused.class);
        assertThatThrownBy(() -> Binding.evolve(Binding.FREE, new GuardrailsRemoved()))
                .isInstanceOf(CorruptStreamException.class);
    }

    @Test
    void a_policy_that_is_too_large_is_refused() {
        Quotas small = Quotas.of(Map.of("GuardrailPolicySize", 6));
        assertThat(GuardrailsDecider.decide(Binding.FREE, new PutGuardrails(OTHER), small))
                .isInstanceOf(Decision.Refused.class);
        assertThat(GuardrailsDecider.decide(Binding.FREE, new PutGuardrails(ONE), small))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void levels_and_their_policies_are_few_and_named() {
        assertThatThrownBy(
                        () -> new Guardrails(Collections.nCopies(8, level("l", "{}")), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> level("", "{}")).isInstanceOf(IllegalArgumentException.class);
        NamedPolicy twice = new NamedPolicy(new PolicyName("p"), new PolicyText("{}"));
        assertThatThrownBy(() -> new Level("root", List.of(twice, twice)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two policies `p`");
    }

    @Test
    void resource_control_only_denies_so_every_level_of_its_fact_allows_everything_else() {
        GuardrailsFact fact = GuardrailFacts.fact(new Binding.Bound(ONE)).build().getGuardrails();
        assertThat(fact.getResourceControlLevels(0).getPoliciesList())
                .anySatisfy(policy ->
                        assertThat(policy.getDocument()).contains("Allow").contains("\"*\""));
        assertThat(fact.getServiceControlLevels(0).getPoliciesCount()).isEqualTo(1);
        assertThat(GuardrailFacts.fact(Binding.FREE).getDeleted()).isTrue();
    }

    private static Level level(String name, String document) {
        return new Level(
                name, List.of(new NamedPolicy(new PolicyName("p"), new PolicyText(document))));
    }

    private static List<GuardrailsEvent> events(
            GuardrailsCommand command, GuardrailsEvent... given) {
        Binding binding = Binding.FREE;
        for (GuardrailsEvent event : given) {
            binding = Binding.evolve(binding, event);
        }
        return switch (GuardrailsDecider.decide(binding, command, Quotas.DEFAULT)) {
            case Decision.Accepted<GuardrailsEvent>(var events) -> events;
            case Decision.Refused<GuardrailsEvent>(var refusal) ->
                    throw new AssertionError(refusal.message());
        };
    }
}
