package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.alice;
import static io.gatehouse.policy.decision.Given.allow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

/** The three places of a small set rule out what cannot match, and nothing else. */
class SetScanTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 14, 15, 16, 40})
    void each_statement_of_a_set_is_found_by_its_own_resource(int statements) {
        String[] allows = allows(statements);
        for (int i = 0; i < statements; i++) {
            Given given =
                    alice().identity(allows)
                            .asks(
                                    "s3:GetObject",
                                    "arn:aws:s3:::team-%d/proj-%d/k".formatted(i, 7 * i));
            assertThat(given.verdict().because())
                    .as("statement %d of %d", i, statements)
                    .extracting(Reason::statement)
                    .containsExactly(i);
        }
    }

    @Test
    void all_that_match_are_reasons_in_their_order() {
        Given given =
                alice().identity(
                                allow("s3:*", "arn:aws:s3:::team-1/*"),
                                allow("ec2:*", "*"),
                                allow("s3:GetObject", "*"),
                                allow("s3:*", "arn:aws:s3:::team-1/proj-7/k"),
                                allow("s3:*", "arn:aws:s3:::team-1/proj-7/j"))
                        .asks("s3:GetObject", "arn:aws:s3:::team-1/proj-7/k");
        assertThat(given.verdict().because())
                .extracting(Reason::statement)
                .containsExactly(0, 2, 3);
    }

    @Test
    void a_statement_with_several_patterns_is_found_by_each() {
        String several =
                "{'Effect':'Allow','Action':'*','Resource':['arn:aws:s3:::a','arn:aws:sqs:eu-west-1:111111111111:q','arn:aws:s3:::bb/*']}";
        String other = allow("*", "arn:aws:s3:::c");
        for (String resource :
                new String[] {
                    "arn:aws:s3:::a", "arn:aws:sqs:eu-west-1:111111111111:q", "arn:aws:s3:::bb/k"
                }) {
            assertThat(alice().identity(several, other).asks("s3:X", resource).outcome())
                    .as(resource)
                    .isEqualTo("A");
        }
        assertThat(alice().identity(several, other).asks("s3:X", "arn:aws:s3:::b").outcome())
                .isEqualTo("I");
    }

    @Test
    void resources_that_end_before_the_places_match_what_is_open_there() {
        Given star = alice().identity(allows(14)).asks("s3:ListAllMyBuckets", "*");
        assertThat(star.outcome()).isEqualTo("I");
        Given open =
                alice().identity(allow("s3:*", "arn:aws:s3:::team-1/proj-7/*"), allow("s3:*", "*"))
                        .asks("s3:ListAllMyBuckets", "*");
        assertThat(open.verdict().because()).extracting(Reason::statement).containsExactly(1);
    }

    /** What was asked before stands in the same buffer: it must not be seen behind the end. */
    @Test
    void a_longer_resource_asked_before_leaves_nothing_behind() {
        String[] allows = {
            allow("s3:*", "arn:aws:s3:::b/long/k"), allow("s3:*", "arn:aws:s3:::b/*")
        };
        assertThat(
                        alice().identity(allows)
                                .asks("s3:X", "arn:aws:s3:::b/long/k")
                                .verdict()
                                .because())
                .hasSize(2);
        assertThat(alice().identity(allows).asks("s3:X", "arn:aws:s3:::b/long").verdict().because())
                .extracting(Reason::statement)
                .containsExactly(1);
    }

    @Test
    void a_pattern_longer_than_every_resource_before_it_does_no_harm() {
        String long1 = "arn:aws:s3:::b/" + "k".repeat(700) + "/1";
        String long2 = "arn:aws:s3:::b/" + "k".repeat(700) + "/2";
        String[] allows = {allow("s3:*", long1), allow("s3:*", long2), allow("s3:*", "*")};
        Verdict verdict = alice().identity(allows).asks("s3:X", "arn:aws:s3:::b/k").verdict();
        assertThat(verdict.warnings()).isEmpty();
        assertThat(verdict.because()).extracting(Reason::statement).containsExactly(2);
    }

    @Test
    void more_statements_than_bits_are_refused() {
        CompiledStatement[] tooMany = new CompiledStatement[SetScan.MOST + 1];
        assertThatThrownBy(() -> new SetScan(tooMany)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String[] allows(int statements) {
        return IntStream.range(0, statements)
                .mapToObj(i -> allow("s3:*", "arn:aws:s3:::team-%d/proj-%d/*".formatted(i, 7 * i)))
                .toArray(String[]::new);
    }
}
