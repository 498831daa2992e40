package io.gatehouse.policyservice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.StatementPlaces.Position;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.PolicySourceType;

import java.util.List;

class SimulatorTest {

    private static final AccountId HOME = new AccountId("111111111111");
    private static final AccountId AWAY = new AccountId("222222222222");
    private static final String ALICE = "arn:aws:iam::111111111111:user/alice";
    private static final String BUCKET = "arn:aws:s3:::b/k";

    @Test
    void a_statement_that_allows_is_told_with_its_policy_and_its_place() {
        Simulated simulated =
                of(List.of(policy("Allow", "s3:*")), List.of()).simulate("s3:GetObject", BUCKET);

        assertThat(simulated.decision()).isEqualTo(Decision.ALLOWED);
        assertThat(simulated.matched()).hasSize(1);
        Simulated.Matched matched = simulated.matched().getFirst();
        assertThat(matched.policy().id()).isEqualTo("PolicyInputList.1");
        assertThat(matched.place()).isNotNull();
        assertThat(matched.place().start()).isEqualTo(new Position(1, 38));
    }

    @Test
    void nothing_that_matches_is_an_implicit_deny_and_a_deny_an_explicit_one() {
        Simulator simulator =
                of(List.of(policy("Allow", "s3:*"), policy("Deny", "s3:Put*")), List.of());

        assertThat(simulator.simulate("ec2:Run", "*").decision())
                .isEqualTo(Decision.IMPLICITLY_DENIED);
        Simulated denied = simulator.simulate("s3:PutObject", BUCKET);
        assertThat(denied.decision()).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(denied.matched())
                .extracting(matched -> matched.policy().id())
                .containsExactly("PolicyInputList.2");
    }

    @Test
    void a_key_that_nobody_gave_is_told_as_missing() {
        SimulatedPolicy conditional =
                given(
                        1,
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",\
                        "Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}}\
                        """);
        Simulated simulated = of(List.of(conditional), List.of()).simulate("s3:GetObject", BUCKET);

        assertThat(simulated.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(simulated.missing()).containsExactly("aws:PrincipalTag/team");
    }

    @Test
    void whose_the_resource_is_needs_no_telling_unless_it_is_told() {
        SimulatedPolicy atHome =
                given(
                        1,
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",\
                        "Condition":{"StringEquals":{"aws:ResourceAccount":"111111111111"}}}}\
                        """);
        Simulator simulator = of(List.of(atHome), List.of());

        Simulated mine = simulator.simulate("s3:GetObject", BUCKET);
        assertThat(mine.decision()).isEqualTo(Decision.ALLOWED);
        assertThat(mine.missing()).isEmpty();
        assertThat(simulator.simulate("s3:GetObject", "arn:aws:s3::222222222222:b/k").decision())
                .isEqualTo(Decision.IMPLICITLY_DENIED);
    }

    @Test
    void a_boundary_limits_and_says_so() {
        Simulator simulator = of(List.of(policy("Allow", "*")), List.of(policy("Allow", "s3:*")));

        Simulated inside = simulator.simulate("s3:GetObject", BUCKET);
        assertThat(inside.decision()).isEqualTo(Decision.ALLOWED);
        assertThat(inside.byBoundary()).isTrue();
        Simulated outside = simulator.simulate("ec2:Run", "*");
        assertThat(outside.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(outside.byBoundary()).isFalse();
        assertThat(of(List.of(), List.of()).simulate("ec2:Run", "*").byBoundary()).isNull();
    }

    @Test
    void guardrails_bind_but_their_statements_and_keys_are_not_told() {
        SimulatedPolicy onlyFromHome =
                SimulatedPolicy.given(
                        "scp",
                        PolicySourceType.NONE,
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                        "Condition":{"StringEquals":{"aws:RequestedRegion":"eu"}}}}
                        """,
                        PolicyKind.SERVICE_CONTROL);
        Simulated simulated =
                new Simulator(
                                scenario(
                                        List.of(policy("Allow", "*")),
                                        List.of(),
                                        List.of(List.of(onlyFromHome)),
                                        null,
                                        null))
                        .simulate("s3:GetObject", BUCKET);

        assertThat(simulated.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(simulated.byOrganization()).isFalse();
        assertThat(simulated.missing()).isEmpty();
        assertThat(simulated.matched()).isEmpty();
    }

    @Test
    void a_resource_policy_that_names_the_caller_grants_in_its_account() {
        Simulated simulated =
                new Simulator(scenario(List.of(), List.of(), List.of(), resource(ALICE), null))
                        .simulate("s3:GetObject", BUCKET);

        assertThat(simulated.decision()).isEqualTo(Decision.ALLOWED);
        assertThat(simulated.matched().getFirst().policy().source())
                .isEqualTo(PolicySourceType.RESOURCE);
        assertThat(simulated.bySide()).isEmpty();
    }

    @Test
    void across_accounts_both_sides_must_allow_and_each_is_told() {
        Simulated half =
                new Simulator(scenario(List.of(), List.of(), List.of(), resource(ALICE), AWAY))
                        .simulate("s3:GetObject", BUCKET);
        assertThat(half.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(half.bySide())
                .containsEntry("IAM Policies", Decision.IMPLICITLY_DENIED)
                .containsEntry("Resource Policies", Decision.ALLOWED);

        Simulated whole =
                new Simulator(
                                scenario(
                                        List.of(policy("Allow", "s3:*")),
                                        List.of(),
                                        List.of(),
                                        resource(ALICE),
                                        AWAY))
                        .simulate("s3:GetObject", BUCKET);
        assertThat(whole.decision()).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void trust_and_key_policies_that_were_not_given_do_not_stand_in_the_way() {
        Simulator simulator = of(List.of(policy("Allow", "*")), List.of());

        assertThat(
                        simulator
                                .simulate("sts:AssumeRole", "arn:aws:iam::111111111111:role/r")
                                .decision())
                .isEqualTo(Decision.ALLOWED);
        assertThat(
                        simulator
                                .simulate("kms:Decrypt", "arn:aws:kms:eu:111111111111:key/k")
                                .decision())
                .isEqualTo(Decision.ALLOWED);
        assertThat(
                        of(List.of(), List.of())
                                .simulate("sts:AssumeRole", "arn:aws:iam::111111111111:role/r")
                                .decision())
                .isEqualTo(Decision.IMPLICITLY_DENIED);
    }

    @Test
    void an_action_is_one_result_with_a_part_for_each_resource() {
        Simulator simulator =
                of(
                        List.of(
                                given(
                                        1,
                                        """
                                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                                        "Action":"s3:*","Resource":"arn:aws:s3:::b/*"}}
                                        """)),
                        List.of());
        EvaluationResult result =
                SimulationAnswers.of(
                        "s3:GetObject",
                        List.of(
                                simulator.simulate("s3:GetObject", BUCKET),
                                simulator.simulate("s3:GetObject", "arn:aws:s3:::c/k")));

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(result.evalResourceName()).isEqualTo("*");
        assertThat(result.resourceSpecificResults())
                .extracting(one -> one.evalResourceDecisionAsString())
                .containsExactly("allowed", "implicitDeny");
    }

    @Test
    void keys_are_found_in_conditions_and_variables_once_each() {
        ReferencedKeys keys = new ReferencedKeys();
        keys.add(
                given(
                                1,
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",
                                "Resource":"arn:aws:s3:::b/${aws:username}/*",
                                "Condition":{"StringEquals":{"AWS:UserName":"${aws:PrincipalTag/n}"},
                                "DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}}]}
                                """)
                        .document());
        assertThat(keys.names())
                .containsExactly("aws:CurrentTime", "aws:PrincipalTag/n", "aws:username");
    }

    private static Simulator of(List<SimulatedPolicy> identity, List<SimulatedPolicy> boundaries) {
        return new Simulator(scenario(identity, boundaries, List.of(), null, null));
    }

    private static Scenario scenario(
            List<SimulatedPolicy> identity,
            List<SimulatedPolicy> boundaries,
            List<List<SimulatedPolicy>> organization,
            @Nullable SimulatedPolicy resource,
            @Nullable AccountId owner) {
        return new Scenario(
                new Principal.User(ALICE, HOME, "alice", null),
                identity,
                boundaries,
                organization,
                resource,
                owner,
                RequestContext.EMPTY);
    }

    private static SimulatedPolicy resource(String principal) {
        return SimulatedPolicy.given(
                "ResourcePolicy",
                PolicySourceType.RESOURCE,
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},
                "Action":"s3:*","Resource":"*"}}
                """
                        .formatted(principal),
                PolicyKind.RESOURCE);
    }

    private static SimulatedPolicy policy(String effect, String action) {
        return given(
                effect.equals("Allow") ? 1 : 2,
                """
                {"Version":"2012-10-17","Statement":{"Effect":"%s","Action":"%s","Resource":"*"}}\
                """
                        .formatted(effect, action));
    }

    private static SimulatedPolicy given(int place, String text) {
        return SimulatedPolicy.given(
                "PolicyInputList." + place, PolicySourceType.NONE, text, PolicyKind.IDENTITY);
    }
}
