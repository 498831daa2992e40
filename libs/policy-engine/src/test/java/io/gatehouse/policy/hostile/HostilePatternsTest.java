package io.gatehouse.policy.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Doubling what is hostile may double the cost, and twice that for noise; a cost that squares would
 * grow by sixteen over the two doublings that are compared. Cost is processor time of this thread.
 */
@Timeout(120)
class HostilePatternsTest {

    private static final Principal USER = Principal.parse("arn:aws:iam::111111111111:user/alice");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double FOUR_TIMES_AND_NOISE = 10;

    private final DecisionEngine engine = new DecisionEngine();

    @Test
    void a_hundred_stars_cost_no_more_than_pattern_times_text() {
        assertThat(decide(allow("arn:aws:s3:::b/" + "*a".repeat(100) + "*b"), resource(5_000)))
                .isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(decide(allow("arn:aws:s3:::b/" + "*a".repeat(100) + "*"), resource(5_000)))
                .isEqualTo(Decision.ALLOWED);
        assertGrowsInProportion(
                length -> {
                    ApplicablePolicies policies =
                            policies(allow("arn:aws:s3:::b/" + "*a".repeat(100) + "*b"));
                    AuthorizationRequest request = request(resource(length), RequestContext.EMPTY);
                    return () -> engine.decide(policies, request);
                },
                2_000);
    }

    @Test
    void stars_in_an_action_cost_no_more_than_pattern_times_text() {
        String pattern = "s3:" + "*a".repeat(100) + "*x";
        String document =
                """
                {"Statement":{"Effect":"Allow","Action":"%s","Resource":"*"}}\
                """
                        .formatted(pattern);
        assertGrowsInProportion(
                length -> {
                    ApplicablePolicies policies = policies(document);
                    AuthorizationRequest request =
                            AuthorizationRequest.of(
                                    USER,
                                    "s3:" + "a".repeat(length),
                                    "arn:aws:s3:::b",
                                    RequestContext.EMPTY);
                    return () -> engine.decide(policies, request);
                },
                2_000);
    }

    @Test
    void ten_thousand_values_of_a_condition_cost_in_proportion() {
        assertGrowsInProportion(
                count -> {
                    ApplicablePolicies policies = policies(condition("StringEquals", count));
                    AuthorizationRequest request =
                            request(
                                    "arn:aws:s3:::b",
                                    RequestContext.builder().put("svc:k", "none").build());
                    return () -> engine.decide(policies, request);
                },
                2_500);
        assertThat(
                        engine.decide(
                                        policies(condition("StringLike", 10_000)),
                                        request(
                                                "arn:aws:s3:::b",
                                                RequestContext.builder()
                                                        .put("svc:k", "value-9999-x")
                                                        .build()))
                                .decision())
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void ten_thousand_values_of_a_key_are_compared_one_by_one() {
        assertGrowsInProportion(
                count -> {
                    ApplicablePolicies policies =
                            policies(
                                    """
                                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                                     "Condition":{"ForAllValues:StringLike":{"svc:k":["*-x","value-*"]}}}}\
                                    """);
                    AuthorizationRequest request =
                            request(
                                    "arn:aws:s3:::b",
                                    RequestContext.builder()
                                            .put(
                                                    "svc:k",
                                                    IntStream.range(0, count)
                                                            .mapToObj(i -> "value-" + i)
                                                            .toList())
                                            .build());
                    return () -> engine.decide(policies, request);
                },
                2_500);
    }

    @Test
    void a_long_document_is_parsed_and_compiled_in_proportion() {
        assertGrowsInProportion(
                count -> {
                    String document = statements(count);
                    return () -> policies(document);
                },
                300);
        assertThat(statements(1_400).length()).isGreaterThan(130_000);
        assertThat(decide(statements(1_400), "arn:aws:s3:::bucket-1399/k"))
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void deep_nesting_is_refused_and_not_a_stack_overflow() {
        for (int depth : new int[] {50, 1_000, 60_000}) {
            String open = "[".repeat(depth);
            String close = "]".repeat(depth);
            assertThat(PolicyParser.parse(open + close, PolicyKind.IDENTITY))
                    .isInstanceOf(ParsedPolicy.Invalid.class);
            assertThat(
                            PolicyParser.parse(
                                    "{\"Statement\":" + open + close + "}", PolicyKind.IDENTITY))
                    .isInstanceOf(ParsedPolicy.Invalid.class);
            assertThat(
                            PolicyParser.parse(
                                    "{\"a\":".repeat(depth) + "1" + "}".repeat(depth),
                                    PolicyKind.IDENTITY))
                    .isInstanceOf(ParsedPolicy.Invalid.class);
        }
    }

    @Test
    void a_text_beyond_the_limit_is_refused_unread() {
        String document =
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
        assertThat(
                        PolicyParser.parse(
                                document + " ".repeat(PolicyParser.LONGEST), PolicyKind.IDENTITY))
                .isInstanceOf(ParsedPolicy.Invalid.class);
        assertThat(
                        PolicyParser.parse(
                                document + " ".repeat(PolicyParser.LONGEST - document.length()),
                                PolicyKind.IDENTITY))
                .isInstanceOf(ParsedPolicy.Valid.class);
    }

    @Test
    void numbers_with_huge_exponents_are_compared_without_writing_them_out() {
        String document =
                """
                {"Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                 "Condition":{"NumericLessThan":{"svc:k":"1e999999999"}}}}\
                """;
        AuthorizationRequest request =
                request(
                        "arn:aws:s3:::b",
                        RequestContext.builder().put("svc:k", "1e999999998").build());
        assertThat(engine.decide(policies(document), request).decision())
                .isEqualTo(Decision.ALLOWED);
    }

    private interface Work {
        Runnable ofSize(int size);
    }

    private static void assertGrowsInProportion(Work work, int size) {
        Runnable small = work.ofSize(size);
        Runnable large = work.ofSize(size * 4);
        double best = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 6 && best > FOUR_TIMES_AND_NOISE; attempt++) {
            best = Math.min(best, (double) cost(large) / cost(small));
        }
        assertThat(best).as("cost of four times the size").isLessThan(FOUR_TIMES_AND_NOISE);
    }

    private static long cost(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int j = 0; j < 20; j++) {
                work.run();
            }
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return Math.max(best, 1);
    }

    private Decision decide(String document, String resource) {
        return engine.decide(policies(document), request(resource, RequestContext.EMPTY))
                .decision();
    }

    private static String resource(int length) {
        return "arn:aws:s3:::b/" + "a".repeat(length);
    }

    private static String allow(String resource) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"%s"}}\
        """
                .formatted(resource);
    }

    private static String condition(String operator, int count) {
        String values =
                IntStream.range(0, count)
                        .mapToObj(i -> "\"value-" + i + (operator.endsWith("Like") ? "-*\"" : "\""))
                        .collect(Collectors.joining(","));
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"%s":{"svc:k":[%s]}}}}\
        """
                .formatted(operator, values);
    }

    private static String statements(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::bucket-%d/*\"}"
                                .formatted(i))
                .collect(
                        Collectors.joining(
                                ",", "{\"Version\":\"2012-10-17\",\"Statement\":[", "]}"));
    }

    private static AuthorizationRequest request(String resource, RequestContext context) {
        return AuthorizationRequest.of(USER, "s3:GetObject", resource, context)
                .withResourceAccount(new AccountId("111111111111"));
    }

    private static ApplicablePolicies policies(String document) {
        return switch (PolicyParser.read(document, PolicyKind.IDENTITY)) {
            case ParsedPolicy.Valid valid ->
                    ApplicablePolicies.builder()
                            .identity(
                                    PolicySet.of(
                                            CompiledPolicy.compile(
                                                    valid.document(), PolicyName.of("p"))))
                            .build();
            case ParsedPolicy.Invalid invalid ->
                    throw new AssertionError(invalid.first().toString());
        };
    }
}
