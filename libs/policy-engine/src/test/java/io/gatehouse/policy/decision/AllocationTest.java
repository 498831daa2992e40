package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.allow;
import static io.gatehouse.policy.decision.Given.when;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;

import io.gatehouse.policy.language.PolicyKind;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

/** PERFORMANCE G1: deciding allocates nothing on the common path, whatever the compiler does. */
class AllocationTest {

    private static final int DECISIONS = 2_000;

    private final DecisionEngine engine = new DecisionEngine();

    @Test
    void a_small_set_decides_without_allocating() {
        assertThat(bytesFor(policies(3))).isZero();
    }

    @Test
    void an_indexed_set_decides_without_allocating() {
        assertThat(bytesFor(policies(200))).isZero();
    }

    @Test
    void several_layers_decide_without_allocating() {
        PolicySet all = Given.set(PolicyKind.SERVICE_CONTROL, allow("*", "*"));
        ApplicablePolicies layered =
                ApplicablePolicies.builder()
                        .identity(policies(200).identity())
                        .serviceControl(java.util.List.of(all, all))
                        .boundary(Given.set(PolicyKind.BOUNDARY, allow("*", "*")))
                        .build();
        assertThat(bytesFor(layered)).isZero();
    }

    private static ApplicablePolicies policies(int statements) {
        String[] texts = new String[statements];
        for (int i = 0; i < statements; i++) {
            String name = "arn:aws:s3:::team-" + i + "/${aws:username}/*";
            String condition =
                    switch (i % 3) {
                        case 0 -> "'StringEquals':{'aws:PrincipalTag/team':'red'}";
                        case 1 -> "'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}";
                        default ->
                                "'DateLessThan':{'aws:CurrentTime':'2030-01-01T00:00:00Z'},"
                                        + "'NumericLessThan':{'s3:max-keys':'100'}";
                    };
            texts[i] = when(allow("s3:Get*", name), condition);
        }
        return ApplicablePolicies.builder().identity(Given.set(PolicyKind.IDENTITY, texts)).build();
    }

    /** Bytes that this thread allocated over many decisions, allowed and denied in turn. */
    private long bytesFor(ApplicablePolicies policies) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(
                threads.isThreadAllocatedMemorySupported(),
                "skipped: this JVM does not count allocations");
        AuthorizationRequest[] requests = new AuthorizationRequest[6];
        for (int i = 0; i < requests.length; i++) {
            requests[i] =
                    Given.alice()
                            .with("aws:PrincipalTag/team", "red")
                            .with("aws:SourceIp", "10.1.2.3")
                            .with("aws:CurrentTime", "2026-11-23T20:00:00Z")
                            .with("s3:max-keys", "10")
                            .asks(
                                    "s3:GetObject",
                                    "arn:aws:s3:::team-" + i % 3 + (i < 3 ? "/alice/k" : "/bob/k"))
                            .request();
        }
        run(policies, requests, DECISIONS);
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);
        int allowed = run(policies, requests, DECISIONS);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(allowed).isBetween(DECISIONS / 3, DECISIONS * 2 / 3);
        return bytes / DECISIONS;
    }

    private int run(ApplicablePolicies policies, AuthorizationRequest[] requests, int times) {
        int allowed = 0;
        for (int i = 0; i < times; i++) {
            if (engine.decide(policies, requests[i % requests.length]).isAllowed()) {
                allowed++;
            }
        }
        return allowed;
    }
}
