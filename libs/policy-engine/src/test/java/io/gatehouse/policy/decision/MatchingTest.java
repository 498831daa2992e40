package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.A;
import static io.gatehouse.policy.decision.Given.alice;
import static io.gatehouse.policy.decision.Given.allow;
import static io.gatehouse.policy.decision.Given.deny;
import static io.gatehouse.policy.decision.Given.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gatehouse.policy.language.PolicyKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/** SEMANTICS 2 and 12.E: actions, resources, wildcards. */
class MatchingTest {

    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "s3:DeleteObject*, s3:DeleteObject, true",
        "S3:getobject, s3:GetObject, true",
        "s3:Get*, s3:Get, true",
        "s3:Get?bject, s3:GetObject, true",
        "s3:Get?, s3:Get, false",
        "*, any:Thing, true",
        "s3:*, s3express:GetObject, false",
        "s3:Get Object, s3:GetObject, false",
        "'s3:', s3:GetObject, false",
        "'s3:GetObject,s3:PutObject', s3:GetObject, false",
        "s3:*********x, s3:aaaaaaaaax, true",
        "s3:*a*b*c*, s3:xxaxxbxxc, true",
        "s3:*a*b*c, s3:xxaxxbxxcx, false",
    })
    void an_action_pattern(String pattern, String action, boolean expected) {
        assertThat(alice().identity(allow(pattern, "*")).asks(action, "*").outcome())
                .isEqualTo(expected ? "A" : "I");
    }

    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "arn:aws:s3:::b/oo*, arn:aws:s3:::b/output, false",
        "arn:aws:s3:::b/k.txt, arn:aws:s3:::b/kXtxt, false",
        "arn:aws:s3:::b/k?, arn:aws:s3:::b/k, false",
        "arn:aws:s3:::b/k?, arn:aws:s3:::b/kk, true",
        "arn:aws:s3:::b/K, arn:aws:s3:::b/k, false",
        "arn:aws:s3:::b/*, arn:aws:s3:::b, false",
        "arn:aws:s3:::b/*/c, arn:aws:s3:::b/x/y/c, true",
        "arn:aws:s3:::b/*, arn:aws:s3:::b/, true",
        "arn:aws:s3:*, arn:aws:s3:::b, true",
        "arn:aws:lambda:us-east-1:111111111111:function:*, arn:aws:lambda:us-east-1:111111111111:function:f:alias, true",
        "arn:aws:sqs:*:q, arn:aws:sqs:us-east-1:111111111111:q, false",
        "arn:aws:x:*:111111111111:q, arn:aws:x:a:b:111111111111:q, false",
        "arn:*:s3:::b, arn:aws-cn:s3:::b, true",
        "arn:aws:s3:::*, *, false",
        "*, *, true",
        "*, arn:aws:s3:::b, true",
    })
    void a_resource_pattern(String pattern, String resource, boolean expected) {
        Given given =
                alice().identity(allow("s3:GetObject", pattern))
                        .asks("s3:GetObject", resource)
                        .ownedBy(A);
        assertThat(given.outcome()).isEqualTo(expected ? "A" : "I");
    }

    @Test
    void a_star_crosses_line_breaks() {
        assertThat(
                        alice().identity(allow("s3:*", "arn:aws:s3:::b/*"))
                                .asks("s3:GetObject", "arn:aws:s3:::b/a\nb")
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void not_action_and_not_resource_speak_of_all_others() {
        String notIam = "{'Effect':'%s','NotAction':'iam:*','Resource':'*'}";
        assertThat(alice().identity(notIam.formatted("Allow")).outcome()).isEqualTo("A");
        assertThat(alice().identity(notIam.formatted("Allow")).asks("iam:ListUsers", "*").outcome())
                .isEqualTo("I");
        assertThat(alice().identity(allow("*", "*"), notIam.formatted("Deny")).outcome())
                .isEqualTo("E");
        String notBuckets =
                "{'Effect':'Deny','Action':'*','NotResource':['arn:aws:s3:::b1/*','arn:aws:s3:::b2/*']}";
        assertThat(
                        alice().identity(allow("*", "*"), notBuckets)
                                .asks("s3:GetObject", "arn:aws:s3:::b2/x")
                                .outcome())
                .isEqualTo("A");
        assertThat(
                        alice().identity(allow("*", "*"), notBuckets)
                                .asks("s3:GetObject", "arn:aws:s3:::b3/x")
                                .outcome())
                .isEqualTo("E");
    }

    @Test
    void a_short_arn_is_padded_as_its_kind_of_policy_has_it() {
        String all = allow("*", "*");
        String kept = deny("s3:*", "arn:aws:s3:*");
        assertThat(alice().identity(all, kept).outcome()).isEqualTo("E");
        assertThat(
                        alice().identity(all)
                                .serviceControl(set(PolicyKind.SERVICE_CONTROL, all, kept))
                                .outcome())
                .isEqualTo("E");
        String withoutStar = deny("s3:*", "arn:aws:s3");
        assertThat(alice().identity(all, withoutStar).outcome()).isEqualTo("E");
        assertThat(
                        alice().identity(all)
                                .serviceControl(set(PolicyKind.SERVICE_CONTROL, all, withoutStar))
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void hostile_patterns_and_texts_cost_no_more_than_their_product() {
        String stars = "*a".repeat(100) + "b";
        String text = "a".repeat(20_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    Given given =
                            alice().identity(
                                            allow("s3:" + stars, "arn:aws:s3:::" + stars),
                                            allow("s3:" + "*".repeat(5_000) + "x", "*"))
                                    .asks("s3:" + text, "arn:aws:s3:::" + text);
                    assertThat(given.outcome()).isEqualTo("I");
                });
    }
}
