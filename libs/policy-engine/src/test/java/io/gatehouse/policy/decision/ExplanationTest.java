package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.alice;
import static io.gatehouse.policy.decision.Given.allow;
import static io.gatehouse.policy.decision.Given.deny;
import static io.gatehouse.policy.decision.Given.to;
import static io.gatehouse.policy.decision.Given.when;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.decision.Explanation.Node;
import io.gatehouse.policy.decision.Explanation.Outcome;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The trace says what matched, what not, and why; the message says it as AWS does. */
class ExplanationTest {

    @Test
    void every_layer_and_every_element_of_every_statement_is_in_the_trace() {
        Explanation explanation =
                alice().identity(
                                when(
                                        allow("s3:*", "arn:aws:s3:::other"),
                                        "'StringEquals':{'x:k':'v'}"),
                                allow("ec2:*", "*"))
                        .with("x:k", "w")
                        .explanation();
        assertThat(explanation.trace())
                .extracting(Node::title)
                .containsExactly(
                        "decision",
                        "resource-control",
                        "service-control",
                        "resource",
                        "identity",
                        "boundary",
                        "session");
        assertThat(explanation.trace().get(1).outcome()).isEqualTo(Outcome.NOT_EVALUATED);
        Node identity = explanation.trace().get(4);
        assertThat(identity.outcome()).isEqualTo(Outcome.NO);
        Node first = identity.children().getFirst().children().getFirst();
        assertThat(first.title()).isEqualTo("statement 0: Allow");
        assertThat(first.children())
                .extracting(n -> n.title() + " " + n.outcome().text() + ": " + n.detail())
                .containsExactly(
                        "Action yes: `s3:*` matches",
                        "Resource no: no match for `arn:aws:s3:::b/k`: `arn:aws:s3:::other`"
                                + " (resource differs)",
                        "StringEquals x:k no: wanted `v`; the request has `w`");
    }

    @Test
    void a_resource_that_does_not_match_says_in_which_part_it_differs() {
        Given given =
                alice().asks("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111111111111:q")
                        .identity(
                                allow("sqs:*", "arn:aws:sqs:us-*:111111111111:q"),
                                allow("sqs:*", "arn:aws:sqs:*:222222222222:q"),
                                allow("sqs:*", "arn:aws:sns:*:111111111111:q"),
                                allow("sqs:*", "arn:aws:sqs:*:111111111111:${aws:PrincipalTag/q}"),
                                allow("sqs:*", "arn:aws:sqs:*:111111111111:other"));
        assertThat(elements(given, "identity", "Resource"))
                .extracting(text -> text.replaceFirst(".*\\((.*)\\)", "$1"))
                .containsExactly(
                        "region differs",
                        "account differs",
                        "service differs",
                        "a variable has no value",
                        "resource differs");
    }

    @Test
    void an_absent_key_says_what_its_operator_makes_of_it() {
        Given given =
                alice().identity(
                                when(allow("*", "*"), "'StringEquals':{'x:k':'v'}"),
                                when(allow("*", "*"), "'StringNotEquals':{'x:k':'v'}"),
                                when(allow("*", "*"), "'StringEqualsIfExists':{'x:k':'v'}"),
                                when(allow("*", "*"), "'ForAllValues:StringEquals':{'x:k':'v'}"),
                                when(allow("*", "*"), "'ForAnyValue:StringEquals':{'x:k':'v'}"));
        assertThat(elements(given, "identity", "x:k"))
                .containsExactly(
                        "no: wanted `v`; the key is absent",
                        "yes: wanted none of `v`; the key is absent, of which a negated operator is"
                                + " true",
                        "yes: wanted `v`; the key is absent, which IfExists lets pass",
                        "yes: wanted `v`; the key is absent, of which ForAllValues is true",
                        "no: wanted `v`; the key is absent, of which ForAnyValue is false");
    }

    @Test
    void a_condition_shows_what_its_variables_stand_for_and_what_cannot_be_compared() {
        Given given =
                alice().with("x:k", "w")
                        .identity(
                                when(
                                        allow("*", "*"),
                                        "'StringEquals':{'x:k':['${aws:username}','${x:none}']}"),
                                when(allow("*", "*"), "'NumericEquals':{'x:k':'1'}"),
                                when(allow("*", "*"), "'FooEquals':{'x:k':'1'}"));
        assertThat(elements(given, "identity", "x:k"))
                .containsExactly(
                        "no: wanted `${aws:username}`, `${x:none}` where `aws:username` is `alice`,"
                                + " `x:none` has no value; the request has `w`",
                        "no: wanted `1`; the request has `w`, and not all of it can be compared",
                        "no: there is no such operator: its Deny applies, its Allow does not");
    }

    @Test
    void each_layer_says_how_it_counted() {
        Given given =
                alice().resourcePolicy(
                                to(
                                        "{'AWS':'arn:aws:iam::111111111111:user/alice'}",
                                        allow("*", "*")))
                        .boundary(allow("ec2:*", "*"));
        assertThat(given.verdict().isAllowed()).isTrue();
        assertThat(layer(given, "resource").detail())
                .isEqualTo("allowed; it names the caller, so identity policies need not allow");
        assertThat(layer(given, "identity").detail())
                .isEqualTo("no statement allows; not needed, for the resource's policy grants");
        assertThat(layer(given, "boundary").detail())
                .isEqualTo(
                        "a level denies or does not allow; not needed, for the resource's policy"
                                + " names the caller");
        Given delegated = alice().resourcePolicy(to("{'AWS':'111111111111'}", allow("*", "*")));
        assertThat(layer(delegated, "resource").detail())
                .isEqualTo("allowed; it names the account, so identity policies must allow too");
        assertThat(elements(delegated, "resource", "Principal"))
                .containsExactly("yes: the caller's account is named (`AWS 111111111111`)");
    }

    @Test
    void a_further_action_that_fails_is_named() {
        Explanation explanation =
                alice().asks("sts:AssumeRole", "arn:aws:iam::111111111111:role/r")
                        .with("aws:RequestTag/team", "red")
                        .trustByArn(
                                "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:user/alice'},'Action':'sts:AssumeRole'}")
                        .explanation();
        assertThat(explanation.trace().getFirst().detail())
                .isEqualTo(
                        "ImplicitlyDenied by trust, for `sts:AssumeRole` needs `sts:TagSession`"
                                + " too");
    }

    @Test
    void an_action_that_needs_no_permission_has_no_layers() {
        Explanation explanation =
                alice().asks("sts:GetCallerIdentity", "*").identity(deny("*", "*")).explanation();
        assertThat(explanation.trace()).hasSize(1);
        assertThat(explanation.trace().getFirst().detail()).contains("needs no permission");
    }

    @Test
    void a_long_list_is_counted_and_not_shown() {
        String actions =
                IntStream.range(0, 5000)
                        .mapToObj(i -> "'ec2:A" + i + "'")
                        .collect(Collectors.joining(",", "[", "]"));
        Given given =
                alice().identity("{'Effect':'Allow','Action':" + actions + ",'Resource':'*'}");
        assertThat(elements(given, "identity", "Action"))
                .containsExactly(
                        "no: no match for `s3:GetObject`: `ec2:A0`, `ec2:A1`, `ec2:A2`, `ec2:A3`"
                                + " and 4,996 more");
    }

    private static Node layer(Given given, String title) {
        return given.explanation().trace().stream()
                .filter(node -> node.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** Outcome and detail of the elements whose title ends so, of each statement of a layer. */
    private static List<String> elements(Given given, String layer, String titleEnd) {
        return layer(given, layer).children().stream()
                .flatMap(policy -> policy.children().stream())
                .flatMap(statement -> statement.children().stream())
                .filter(element -> element.title().endsWith(titleEnd))
                .map(element -> element.outcome().text() + ": " + element.detail())
                .toList();
    }

    @Test
    void the_verdict_of_an_explanation_is_that_of_the_decision() {
        Given given = alice().identity(allow("*", "*"), deny("s3:*", "*"));
        assertThat(given.explanation().verdict()).isEqualTo(given.verdict());
    }

    @Test
    void a_denial_is_told_in_the_words_of_aws() {
        Given given = alice();
        assertThat(DenialMessage.of(given.request(), given.verdict()))
                .isEqualTo(
                        "User: arn:aws:iam::111111111111:user/alice is not authorized to perform:"
                                + " s3:GetObject on resource: arn:aws:s3:::b/k because no"
                                + " identity-based policy allows the s3:GetObject action");
        Given denied = alice().identity(deny("*", "*"));
        assertThat(DenialMessage.of(denied.request(), denied.verdict()))
                .endsWith(
                        "on resource: arn:aws:s3:::b/k with an explicit deny in an identity-based"
                                + " policy");
        Given allowed = alice().identity(allow("*", "*"));
        assertThat(DenialMessage.of(allowed.request(), allowed.verdict())).isEmpty();
    }

    @Test
    void a_fault_inside_is_a_denial_that_says_so() {
        Verdict verdict = new DecisionEngine().decide(null, alice().request());
        assertThat(verdict.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(verdict.layer()).isEqualTo(Layer.ENGINE);
        assertThat(verdict.warnings()).hasSize(1);
    }
}
