package io.gatehouse.identity.mapping;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.identity.mapping.ClaimCondition.Contains;
import io.gatehouse.identity.mapping.ClaimCondition.IsExactly;
import io.gatehouse.identity.mapping.ClaimCondition.MatchesOneOf;
import io.gatehouse.identity.mapping.ClaimCondition.Present;
import io.gatehouse.identity.mapping.MappingCommand.RemoveMapping;
import io.gatehouse.identity.mapping.MappingCommand.ReplaceMapping;
import io.gatehouse.identity.mapping.MappingEvent.MappingRemoved;
import io.gatehouse.identity.mapping.MappingEvent.MappingReplaced;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class MappingTest {

    private static final ProviderId ID = new ProviderId("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static final Arn PROVIDER =
            Arn.parse("arn:aws:iam::111111111111:oidc-provider/idp.example.com");
    private static final Arn ROLE = Arn.parse("arn:aws:iam::111111111111:role/dev");
    private static final Attributes ALICE =
            new Attributes(
                    Map.of(
                            "groups", List.of("dev", "staff"),
                            "email", List.of("alice@example.com"),
                            "empty", List.of()));

    private static MappingRule rule(String name, ClaimCondition... when) {
        return new MappingRule(
                name,
                List.of(when),
                new MappingRule.Then.Role(
                        ROLE,
                        new ClaimTemplate("${email}"),
                        Map.of(
                                "mail", new ClaimTemplate("to-${email}"),
                                "gone", new ClaimTemplate("${absent}"))));
    }

    private static Mapping.Rules rules(MappingRule... rules) {
        return new Mapping.Rules(List.of(rules), Optional.empty());
    }

    @Test
    void a_test_speaks_of_all_values_of_a_claim() {
        assertThat(new IsExactly("email", "alice@example.com").holds(ALICE)).isTrue();
        assertThat(new IsExactly("groups", "dev").holds(ALICE)).isFalse();
        assertThat(new Contains("groups", "dev").holds(ALICE)).isTrue();
        assertThat(new Contains("groups", "DEV").holds(ALICE)).isFalse();
        assertThat(new MatchesOneOf("groups", List.of("x", "st*")).holds(ALICE)).isTrue();
        assertThat(new MatchesOneOf("groups", List.of("x")).holds(ALICE)).isFalse();
        assertThat(new Present("email", true).holds(ALICE)).isTrue();
        assertThat(new Present("email", false).holds(ALICE)).isFalse();
    }

    @Test
    void an_absent_claim_satisfies_nothing_but_its_absence() {
        for (String claim : List.of("absent", "empty")) {
            assertThat(new IsExactly(claim, "").holds(ALICE)).isFalse();
            assertThat(new Contains(claim, "").holds(ALICE)).isFalse();
            assertThat(new MatchesOneOf(claim, List.of("*")).holds(ALICE)).isFalse();
            assertThat(new Present(claim, true).holds(ALICE)).isFalse();
            assertThat(new Present(claim, false).holds(ALICE)).isTrue();
        }
    }

    @Test
    void the_first_rule_that_matches_counts_and_all_its_conditions_must_hold() {
        Mapping.Rules some =
                rules(
                        rule("both", new Contains("groups", "dev"), new Contains("groups", "ops")),
                        rule("one", new Contains("groups", "dev")),
                        rule("later"));
        assertThat(MappedSession.of(some, ALICE, "a1"))
                .isEqualTo(
                        new MappedSession.Of(
                                "one",
                                ROLE,
                                "alice@example.com",
                                Map.of("mail", "to-alice@example.com")));
        assertThat(MappingTrace.of(some, ALICE, "a1"))
                .containsExactly(
                        new MappingTrace("both", false, "`groups` does not contain `ops`"),
                        new MappingTrace("one", true, null));
    }

    @Test
    void no_match_and_a_rule_that_refuses_refuse() {
        assertThat(MappedSession.of(rules(), ALICE, "a1"))
                .isInstanceOf(MappedSession.Refused.class);
        MappingRule no = new MappingRule("no", List.of(), new MappingRule.Then.Refuse("not today"));
        assertThat(MappedSession.of(rules(no, rule("later")), ALICE, "a1"))
                .isEqualTo(new MappedSession.Refused(Optional.of("no"), "not today"));
    }

    @Test
    void a_session_name_is_made_fit_and_refused_where_nothing_is_left() {
        MappingRule bySubject =
                new MappingRule(
                        "sub",
                        List.of(),
                        new MappingRule.Then.Role(ROLE, new ClaimTemplate("${sub}"), Map.of()));
        assertThat(MappedSession.of(rules(bySubject), ALICE, "Ä lice|" + "x".repeat(80)))
                .isEqualTo(new MappedSession.Of("sub", ROLE, "--lice-" + "x".repeat(57), Map.of()));
        assertThat(MappedSession.of(rules(bySubject), ALICE, "a"))
                .isInstanceOf(MappedSession.Refused.class);
        assertThat(MappedSession.of(rules(rule("mail")), Attributes.NONE, "a1"))
                .isInstanceOf(MappedSession.Refused.class);
    }

    @Test
    void a_value_is_never_expanded_again() {
        Attributes sly = new Attributes(Map.of("email", List.of("${sub}${email}")));
        assertThat(new ClaimTemplate("x-${email}").fill(sly)).contains("x-${sub}${email}");
    }

    @ParameterizedTest
    @CsvSource({
        "a*c, abbc, true",
        "a*c, ab, false",
        "?, a, true",
        "?, '', false",
        "*, '', true",
        "a*b*c, aXbYc, true",
        "a.c, abc, false",
        "**, x, true",
        "dev, develop, false"
    })
    void patterns_have_two_wildcards_and_are_anchored(
            String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void a_hostile_pattern_is_answered_in_time() {
        String pattern = "*a".repeat(60) + "b";
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> Glob.matches(pattern, "a".repeat(2048)));
    }

    @Test
    void json_comes_out_as_it_went_in() {
        Mapping.Rules all =
                new Mapping.Rules(
                        List.of(
                                rule(
                                        "r",
                                        new IsExactly("a", "b"),
                                        new Contains("c", "d"),
                                        new MatchesOneOf("e", List.of("f*")),
                                        new Present("g", false)),
                                new MappingRule(
                                        "no", List.of(), new MappingRule.Then.Refuse("never"))),
                        Optional.of("web"));
        assertThat(MappingJson.read(MappingJson.write(all))).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'name':'a','role':'x'}] | is no ARN of a role",
                "[{'name':'a'}] | either `role` or `refuse`",
                "[{'name':'a','refuse':'x','when':[{'claim':'b'}]}] | exactly one of",
                "[{'name':'a','refuse':'x'},{'name':'a','refuse':'y'}] | two rules are named",
                "[{'name':' ','refuse':'x'}] | a rule has a name",
            })
    void a_mapping_that_makes_no_sense_is_refused_with_what_is_wrong(String rules, String why)
            throws Exception {
        var entry =
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .setPropertyNamingStrategy(
                                com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
                        .readValue(
                                "{\"rules\":%s}".formatted(rules.replace('\'', '"')),
                                MappingJson.RulesEntry.class);
        assertThatThrownBy(() -> MappingJson.rules(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_mapping_is_replaced_and_removed_and_may_come_again() {
        Mapping active = new Mapping.Active(rules(rule("r")));
        happens(
                MappingDecider.decide(
                        Mapping.NONE, new ReplaceMapping(ID, PROVIDER, rules(rule("r")))),
                new MappingReplaced(ID, PROVIDER, rules(rule("r"))));
        nothing(MappingDecider.decide(active, new ReplaceMapping(ID, PROVIDER, rules(rule("r")))));
        happens(
                MappingDecider.decide(active, new RemoveMapping(ID, PROVIDER)),
                new MappingRemoved(ID, PROVIDER));
        refused(
                MappingDecider.decide(Mapping.NONE, new RemoveMapping(ID, PROVIDER)),
                ErrorCode.NO_SUCH_ENTITY);
        Mapping state = Mapping.evolve(active, new MappingRemoved(ID, PROVIDER));
        assertThat(state).isEqualTo(Mapping.NONE);
        assertThat(Mapping.evolve(state, new MappingReplaced(ID, PROVIDER, rules(rule("r")))))
                .isEqualTo(active);
        assertThatThrownBy(() -> Mapping.evolve(Mapping.NONE, new MappingRemoved(ID, PROVIDER)))
                .isInstanceOf(CorruptStreamException.class);
    }
}
