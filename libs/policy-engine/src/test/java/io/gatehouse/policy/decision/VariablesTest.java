package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.SESSION;
import static io.gatehouse.policy.decision.Given.alice;
import static io.gatehouse.policy.decision.Given.allow;
import static io.gatehouse.policy.decision.Given.caller;
import static io.gatehouse.policy.decision.Given.deny;
import static io.gatehouse.policy.decision.Given.when;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SEMANTICS 3 and 12.D: variables stand for literal text. */
class VariablesTest {

    private static final String ALL = allow("*", "*");
    private static final String TAGGED = "arn:aws:s3:::b/${aws:PrincipalTag/p}";

    @Test
    void a_variable_is_replaced_in_resources_and_string_conditions() {
        assertThat(
                        alice().identity(allow("*", "arn:aws:s3:::b/${AWS:UserName}/*"))
                                .asks("s3:GetObject", "arn:aws:s3:::b/alice/k")
                                .outcome())
                .isEqualTo("A");
        assertThat(
                        alice().identity(
                                        when(
                                                ALL,
                                                "'StringEquals':{'s3:prefix':'home/${aws:username}'}"))
                                .with("s3:prefix", "home/alice")
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void an_unresolved_variable_matches_nothing_and_is_named_as_missing() {
        Given given = alice().identity(allow("*", TAGGED)).asks("s3:GetObject", "arn:aws:s3:::b/x");
        assertThat(given.outcome()).isEqualTo("I");
        assertThat(given.verdict().missingContextKeys()).containsExactly("aws:PrincipalTag/p");
        assertThat(alice().identity(ALL, deny("*", TAGGED)).outcome()).isEqualTo("A");
    }

    @Test
    void an_unresolved_entry_of_not_resource_denies_and_does_not_allow() {
        String statement = "{'Effect':'%s','Action':'*','NotResource':'%s'}";
        assertThat(alice().identity(ALL, statement.formatted("Deny", TAGGED)).outcome())
                .isEqualTo("E");
        Verdict verdict = alice().identity(statement.formatted("Allow", TAGGED)).verdict();
        assertThat(verdict.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(verdict.warnings()).isNotEmpty();
    }

    @Test
    void an_unresolved_condition_value_fails_positive_and_meets_negated_operators() {
        String value = "{'s3:ExistingObjectTag/Team':'${aws:PrincipalTag/Team}'}";
        assertThat(
                        alice().identity(ALL, when(deny("*", "*"), "'StringNotEquals':" + value))
                                .with("s3:ExistingObjectTag/Team", "x")
                                .outcome())
                .isEqualTo("E");
        assertThat(
                        alice().identity(when(ALL, "'StringEquals':" + value))
                                .with("s3:ExistingObjectTag/Team", "x")
                                .outcome())
                .isEqualTo("I");
    }

    @Test
    void wildcards_in_a_value_are_literal() {
        Given given = alice().identity(allow("*", TAGGED)).with("aws:PrincipalTag/p", "*");
        assertThat(given.asks("s3:GetObject", "arn:aws:s3:::b/zzz").outcome()).isEqualTo("I");
        assertThat(given.asks("s3:GetObject", "arn:aws:s3:::b/*").outcome()).isEqualTo("A");
    }

    @Test
    void a_value_is_not_expanded_again() {
        assertThat(
                        alice().identity(allow("*", TAGGED))
                                .with("aws:PrincipalTag/p", "${aws:username}")
                                .asks("s3:GetObject", "arn:aws:s3:::b/alice")
                                .outcome())
                .isEqualTo("I");
    }

    @Test
    void in_a_document_of_2008_there_are_no_variables() {
        String document =
                "{'Version':'2008-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::b/${aws:username}/*'}}";
        Given given = alice().identityDocument(document);
        assertThat(given.asks("s3:GetObject", "arn:aws:s3:::b/alice/k").outcome()).isEqualTo("I");
        assertThat(given.asks("s3:GetObject", "arn:aws:s3:::b/${aws:username}/k").outcome())
                .isEqualTo("A");
    }

    @Test
    void a_fallback_stands_in_for_an_absent_key_only() {
        String resource = "arn:aws:s3:::b-${aws:PrincipalTag/team, \\'company-wide\\'}";
        String document =
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'"
                        + resource.replace("\\'", "\u0001")
                        + "'}}";
        PolicySet set =
                PolicySet.of(
                        CompiledPolicy.compile(
                                ((io.gatehouse.policy.language.ParsedPolicy.Valid)
                                                io.gatehouse.policy.language.PolicyParser.parse(
                                                        document.replace('\'', '"')
                                                                .replace('\u0001', '\''),
                                                        io.gatehouse.policy.language.PolicyKind
                                                                .IDENTITY))
                                        .document(),
                                PolicyName.of("p")));
        ApplicablePolicies policies = ApplicablePolicies.builder().identity(set).build();
        DecisionEngine engine = new DecisionEngine();
        String asked = "arn:aws:s3:::b-company-wide";
        assertThat(
                        engine.decide(policies, alice().asks("s3:ListBucket", asked).request())
                                .isAllowed())
                .isTrue();
        assertThat(
                        engine.decide(
                                        policies,
                                        alice().with("aws:PrincipalTag/team", "red")
                                                .asks("s3:ListBucket", asked)
                                                .request())
                                .isAllowed())
                .isFalse();
    }

    @Test
    void escapes_are_literal_in_equals_and_like() {
        assertThat(
                        alice().identity(when(ALL, "'StringEquals':{'s3:prefix':'a${*}'}"))
                                .with("s3:prefix", "a*")
                                .outcome())
                .isEqualTo("A");
        assertThat(
                        alice().identity(when(ALL, "'StringLike':{'s3:prefix':'a${*}'}"))
                                .with("s3:prefix", "abc")
                                .outcome())
                .isEqualTo("I");
        assertThat(
                        alice().identity(when(ALL, "'StringLike':{'s3:prefix':'${$}${?}*'}"))
                                .with("s3:prefix", "$?x")
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void a_multi_valued_key_is_unresolved() {
        assertThat(
                        alice().identity(allow("*", "arn:aws:s3:::b/${aws:TagKeys}"))
                                .with("aws:TagKeys", "a", "b")
                                .asks("s3:GetObject", "arn:aws:s3:::b/a")
                                .outcome())
                .isEqualTo("I");
    }

    @Test
    void a_role_session_has_no_user_name() {
        assertThat(
                        caller(SESSION)
                                .identity(allow("*", "arn:aws:s3:::b/${aws:username}"))
                                .asks("s3:GetObject", "arn:aws:s3:::b/r")
                                .outcome())
                .isEqualTo("I");
    }

    @Test
    void the_account_of_an_arn_may_be_a_variable() {
        Given given =
                alice().identity(allow("*", "arn:aws:sqs:*:${aws:PrincipalAccount}:q"))
                        .ownedBy(Given.A);
        assertThat(given.asks("sqs:Send", "arn:aws:sqs:eu-west-1:111111111111:q").outcome())
                .isEqualTo("A");
        assertThat(given.asks("sqs:Send", "arn:aws:sqs:eu-west-1:222222222222:q").outcome())
                .isEqualTo("I");
    }

    @Test
    void an_arn_value_may_be_a_variable_as_a_whole_and_stays_literal() {
        Given given =
                alice().identity(when(ALL, "'ArnLike':{'aws:SourceArn':'${aws:PrincipalTag/arn}'}"))
                        .with("aws:PrincipalTag/arn", "arn:aws:s3:::b*");
        assertThat(given.with("aws:SourceArn", "arn:aws:s3:::b*").outcome()).isEqualTo("A");
        assertThat(given.with("aws:SourceArn", "arn:aws:s3:::bb").outcome()).isEqualTo("I");
    }
}
