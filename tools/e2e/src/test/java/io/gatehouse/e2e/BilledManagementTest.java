package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Issue 6: management calls while a service on their way is killed; answered ≤ counted ≤ sent. What
 * is sent are requests on the wire, the repetitions of the SDK among them.
 */
@ExtendWith(RunningGatehouse.class)
class BilledManagementTest {

    private static final Duration BACK = Duration.ofSeconds(45);

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicBoolean calling = new AtomicBoolean(true);

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "identity-service", "authz-service"})
    void what_was_answered_while_it_was_killed_is_billed_and_nothing_more(
            String service, GatehouseProcess gatehouse) throws Exception {
        String name = "billed-" + service;
        SdkCall.Key key = caller(gatehouse, name);
        Thread caller = Thread.ofPlatform().start(() -> call(gatehouse, key));
        Eventually.within(BACK, "answers", () -> answered.get() > 100);
        long pid = gatehouse.pid(service);
        gatehouse.kill(service);
        Eventually.within(BACK, "started again", () -> gatehouse.pid(service) != pid);
        long last = answered.get();
        Eventually.within(BACK, "answers again", () -> answered.get() > last + 50);
        calling.set(false);
        caller.join();

        Eventually.within(
                BACK, "the ledger has all", () -> counted(gatehouse, name) >= answered.get());
        assertThat(counted(gatehouse, name)).isBetween(answered.get(), sent.get());
        System.out.printf(
                "billed while %s was killed: %d answered, %d counted, %d sent%n",
                service, answered.get(), counted(gatehouse, name), sent.get());
    }

    private static SdkCall.Key caller(GatehouseProcess gatehouse, String name) {
        try (IamClient root = AwsClients.iam(gatehouse)) {
            root.createUser(r -> r.userName(name));
            root.putUserPolicy(r ->
                    r.userName(name)
                            .policyName("self")
                            .policyDocument(Stage.policy("Allow", "iam:GetUser")));
            AccessKey key = root.createAccessKey(r -> r.userName(name)).accessKey();
            return new SdkCall.Key(key.accessKeyId(), key.secretAccessKey());
        }
    }

    private void call(GatehouseProcess gatehouse, SdkCall.Key key) {
        try (IamClient iam = AwsClients.iam(gatehouse, key, countingAttempts())) {
            while (calling.get()) {
                try {
                    iam.getUser();
                    answered.incrementAndGet();
                } catch (SdkException _) {
                    // Killed before it answered: sent, and perhaps counted.
                }
            }
        }
    }

    private ExecutionInterceptor countingAttempts() {
        return new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(
                    Context.BeforeTransmission context, ExecutionAttributes attributes) {
                sent.incrementAndGet();
            }
        };
    }

    private static long counted(GatehouseProcess gatehouse, String name) {
        String wanted = "user/" + name + ",GetUser,";
        return gatehouse
                .run("usage", "--csv", "--by", "principal,action", "--service", "iam")
                .text()
                .lines()
                .filter(line -> line.contains(wanted))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1)))
                .sum();
    }
}
