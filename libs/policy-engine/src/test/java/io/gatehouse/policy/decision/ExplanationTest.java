package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.alice;
import static io.gatehouse.policy.decision.Given.allow;
import static io.gatehouse.policy.decision.Given.deny;
import static io.gatehouse.policy.decision.Given.when;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.decision.Explanation.Node;
import io.gatehouse.policy.decision.Explanation.Outcome;

import org.junit.jupiter.api.Test;

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
                        "Resource no: none of 1 patterns matches",
                        "StringEquals x:k no: wanted [v]; the request has [w]");
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
                        "on resource: arn:aws:s3:::b/k with an explicit deny in an identity-based policy");
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
