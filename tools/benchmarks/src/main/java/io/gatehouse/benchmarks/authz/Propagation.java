package io.gatehouse.benchmarks.authz;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.stack.SignedCalls;

import org.HdrHistogram.Histogram;

import java.util.Map;

/**
 * G7: from the answer to a write until the decision is another, and by turns the same way by raw
 * Kafka.
 */
final class Propagation {

    private static final String USER = "moving";
    private static final int WARM = 40;
    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",
             "Resource":"arn:aws:s3:::moving/*"}}\
            """;

    private final SignedCalls api;
    private final GrpcDoor door;
    private final RawKafka kafka;
    private final CheckRequest question;
    private final String policy;
    private boolean isAttached;

    Propagation(SignedCalls api, GrpcDoor door, RawKafka kafka) {
        this.api = api;
        this.door = door;
        this.kafka = kafka;
        String user =
                SignedCalls.between(api.call("iam", "CreateUser", Map.of("UserName", USER)), "Arn");
        this.policy =
                SignedCalls.between(
                        api.call(
                                "iam",
                                "CreatePolicy",
                                Map.of("PolicyName", "moving", "PolicyDocument", DOCUMENT)),
                        "Arn");
        this.question =
                CheckRequest.newBuilder()
                        .setPrincipal(Principal.newBuilder().setArn(user))
                        .setAction("s3:GetObject")
                        .setResource("arn:aws:s3:::moving/it")
                        .setResourceAccount(user.split(":", -1)[4])
                        .build();
    }

    void measure(Results results, int times) {
        Histogram raw = new Histogram(3);
        Histogram writes = new Histogram(3);
        for (int i = 0; i < WARM + times; i++) {
            long byKafka = kafka.once();
            long byWrite = once();
            if (i >= WARM) {
                raw.recordValue(byKafka);
                writes.recordValue(byWrite);
            }
        }
        results.remark(
                "write acknowledged to decision changed, %d times: p50 %.2f ms, p99 %.2f ms; raw Kafka: p50 %.2f ms, p99 %.2f ms"
                        .formatted(
                                times,
                                writes.getValueAtPercentile(50) / 1e6,
                                writes.getValueAtPercentile(99) / 1e6,
                                raw.getValueAtPercentile(50) / 1e6,
                                raw.getValueAtPercentile(99) / 1e6));
        results.goal("G7", "propagation / raw Kafka, p50", ratio(writes, raw, 50), 2, false);
        results.goal("G7", "propagation / raw Kafka, p99", ratio(writes, raw, 99), 4, false);
    }

    /** Attaches the policy, or detaches it: nanoseconds from the answer on. */
    private long once() {
        isAttached = !isAttached;
        String _ =
                api.call(
                        "iam",
                        isAttached ? "AttachUserPolicy" : "DetachUserPolicy",
                        Map.of("UserName", USER, "PolicyArn", policy));
        return door.await(question, isAttached ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
    }

    private static double ratio(Histogram of, Histogram to, double percentile) {
        return of.getValueAtPercentile(percentile) / (double) to.getValueAtPercentile(percentile);
    }
}
