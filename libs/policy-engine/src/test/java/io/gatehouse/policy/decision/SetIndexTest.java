package io.gatehouse.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.language.PolicyKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Index and scan find what asking every statement finds, and nothing else. */
class SetIndexTest {

    private static final String[] SERVICES = {"s3", "sqs", "svc*"};
    private static final String[] PARTS = {"eu-west-1", "*", "eu-*", "", "${aws:region}"};
    private static final String[] ACCOUNTS = {"111111111111", "*", "222222222222", "1?*"};
    private static final String[] NAMES = {
        "a/b/c",
        "a/b/*",
        "a/*",
        "*",
        "a:b/*",
        "*/b/c",
        "a/${aws:username}/*",
        "${aws:missing}/b",
        "a/b/c/d/e/f/g/h/*",
        "a/b/c/d/e/f/g/h/i",
        "?/b/c"
    };
    private static final String[] ASKED = {
        "a/b/c", "a/b", "a/", "a:b/c", "x/b/c", "a/alice/k", "a/b/c/d/e/f/g/h/i", "", "a/b/c/x"
    };
    private static final String[] ACTIONS = {"s3:Get*", "s3:*", "*", "sqs:Send", "s3:GetObject"};
    private static final String[] ASKED_ACTIONS = {
        "s3:GetObject", "S3:getobject", "sqs:Send", "x:Y", "s3:Put"
    };

    private final Random chance = new Random(42);
    private final DecisionEngine engine = new DecisionEngine();

    @ParameterizedTest(name = "sets of {0} to {1} statements")
    @CsvSource({"1,6", "7,15", "20,80"})
    void decides_and_gives_reasons_and_missing_keys_as_asking_every_statement_does(
            int least, int most) {
        int allowed = 0;
        int denied = 0;
        for (int round = 0; round < 150; round++) {
            List<CompiledPolicy> policies = policies(least + chance.nextInt(most - least + 1));
            ApplicablePolicies indexed =
                    ApplicablePolicies.builder().identity(PolicySet.of(policies)).build();
            ApplicablePolicies scanned =
                    ApplicablePolicies.builder().identity(PolicySet.withoutIndex(policies)).build();
            for (int i = 0; i < 60; i++) {
                AuthorizationRequest request = request();
                Verdict verdict = engine.decide(indexed, request);
                assertThat(verdict)
                        .as("%s %s", request, policies.getFirst().document())
                        .isEqualTo(engine.decide(scanned, request));
                allowed += verdict.isAllowed() ? 1 : 0;
                denied += verdict.decision() == Decision.EXPLICITLY_DENIED ? 1 : 0;
            }
        }
        assertThat(allowed).as("allows seen").isGreaterThan(50);
        assertThat(denied).as("denies seen").isGreaterThan(50);
    }

    @Test
    void actions_beyond_the_bound_of_remembered_ones_are_still_resolved() {
        ApplicablePolicies policies =
                ApplicablePolicies.builder().identity(PolicySet.of(policies(40))).build();
        for (int i = 0; i < 3000; i++) {
            AuthorizationRequest request =
                    AuthorizationRequest.of(
                            Given.ALICE, "none:Action" + i, "*", RequestContext.EMPTY);
            assertThat(engine.decide(policies, request).warnings()).isEmpty();
        }
    }

    private List<CompiledPolicy> policies(int statements) {
        List<CompiledPolicy> policies = new ArrayList<>();
        for (int i = 0; i < statements; i++) {
            policies.add(
                    Given.compile(
                            PolicyKind.IDENTITY,
                            "{'Version':'2012-10-17','Statement':" + statement() + "}"));
        }
        return policies;
    }

    private String statement() {
        String resources = quoted(resource());
        if (chance.nextInt(4) == 0) {
            resources += "," + quoted(resource()) + "," + quoted(resource());
        }
        String condition =
                chance.nextInt(4) == 0
                        ? ",'Condition':{'StringEquals':{'aws:username':'alice','k':'v'}}"
                        : "";
        return "{'Effect':'%s','%s':'%s','%s':[%s]%s}"
                .formatted(
                        chance.nextInt(8) == 0 ? "Deny" : "Allow",
                        chance.nextInt(10) == 0 ? "NotAction" : "Action",
                        pick(ACTIONS),
                        chance.nextInt(12) == 0 ? "NotResource" : "Resource",
                        resources,
                        condition);
    }

    private String resource() {
        return chance.nextInt(15) == 0
                ? "*"
                : "arn:aws:%s:%s:%s:%s"
                        .formatted(pick(SERVICES), pick(PARTS), pick(ACCOUNTS), pick(NAMES));
    }

    private AuthorizationRequest request() {
        String resource =
                chance.nextInt(20) == 0
                        ? "*"
                        : "arn:aws:%s:%s:%s:%s"
                                .formatted(
                                        chance.nextBoolean() ? "s3" : "sqs",
                                        chance.nextBoolean() ? "eu-west-1" : "",
                                        chance.nextBoolean() ? "111111111111" : "222222222222",
                                        pick(ASKED));
        RequestContext.Builder context = RequestContext.builder();
        if (chance.nextBoolean()) {
            context.put("aws:username", "alice");
        }
        if (chance.nextBoolean()) {
            context.put("k", "v");
        }
        return AuthorizationRequest.of(Given.ALICE, pick(ASKED_ACTIONS), resource, context.build())
                .withResourceAccount(Given.A);
    }

    private String pick(String[] from) {
        return from[chance.nextInt(from.length)];
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
