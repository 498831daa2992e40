package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls one after another see each other: eight clients create, attach, ask, assume, detach and
 * delete, and none ever meets a NoSuchEntity, a stale decision or a DeleteConflict that should not
 * be. A few seconds; two minutes with {@code gatehouse.long}.
 */
@ExtendWith(RunningGatehouse.class)
class HammerTest {

    private static final int CLIENTS = 8;
    private static final Duration TIME =
            Boolean.getBoolean("gatehouse.long") ? Duration.ofMinutes(2) : Duration.ofSeconds(6);
    private static final String READ_ROLES =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*"}]}
            """;

    @Test
    void calls_one_after_another_see_each_other(GatehouseProcess gatehouse) throws Exception {
        Set<String> answered = EveryActionTest.answered();
        AtomicInteger rounds = new AtomicInteger();
        long end = System.nanoTime() + TIME.toNanos();
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(
                        threads.submit(() -> {
                            try (IamClient root = AwsClients.iam(gatehouse)) {
                                for (int i = 0; System.nanoTime() < end; i++) {
                                    String name = "hammer-%d-%d".formatted(number, i);
                                    new Round(gatehouse, root, answered, name).run();
                                    rounds.incrementAndGet();
                                }
                            }
                        }));
            }
            for (Future<?> client : clients) {
                client.get(TIME.plusMinutes(1).toSeconds(), TimeUnit.SECONDS);
            }
        }
        assertThat(rounds.get()).as("rounds in %s", TIME).isGreaterThanOrEqualTo(CLIENTS);
        System.out.printf("hammered: %d rounds of %d clients in %s%n", rounds.get(), CLIENTS, TIME);
    }

    /** One life, from creation to deletion. */
    private record Round(
            GatehouseProcess gatehouse, IamClient root, Set<String> answered, String name) {

        void run() {
            String user = root.createUser(r -> r.userName(name)).user().arn();
            AccessKey key = root.createAccessKey(r -> r.userName(name)).accessKey();
            root.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trusting(user)));
            String policy =
                    root.createPolicy(r -> r.policyName(name).policyDocument(READ_ROLES))
                            .policy()
                            .arn();
            try (IamClient self =
                    AwsClients.iam(gatehouse, key.accessKeyId(), key.secretAccessKey())) {
                assertRefused("before it is attached", self);
                simulated(user, "implicitDeny");
                root.attachUserPolicy(r -> r.userName(name).policyArn(policy));
                assertThat(self.getRole(r -> r.roleName(name)).role().roleName()).isEqualTo(name);
                simulated(user, "allowed");
                root.detachUserPolicy(r -> r.userName(name).policyArn(policy));
                assertRefused("after it was detached", self);
                simulated(user, "implicitDeny");
            }
            assume(key, policy);
            root.deletePolicy(r -> r.policyArn(policy));
            root.deleteRole(r -> r.roleName(name));
            root.deleteAccessKey(r -> r.userName(name).accessKeyId(key.accessKeyId()));
            root.deleteUser(r -> r.userName(name));
        }

        private void assertRefused(String when, IamClient caller) {
            try {
                caller.getRole(r -> r.roleName(name));
            } catch (AwsServiceException e) {
                assertThat(e.awsErrorDetails().errorCode()).as(when).isEqualTo("AccessDenied");
                return;
            }
            throw new AssertionError("a stale decision: allowed " + when);
        }

        private void simulated(String user, String decision) {
            if (answered.contains("iam:SimulatePrincipalPolicy")) {
                EvaluationResult result =
                        root.simulatePrincipalPolicy(
                                        r -> r.policySourceArn(user).actionNames("iam:GetRole"))
                                .evaluationResults()
                                .getFirst();
                assertThat(result.evalDecisionAsString()).isEqualTo(decision);
            }
        }

        /** The role's session may what was attached to the role, while it was. */
        private void assume(AccessKey key, String policy) {
            if (!answered.contains("sts:AssumeRole")) {
                return;
            }
            root.attachRolePolicy(r -> r.roleName(name).policyArn(policy));
            try (StsClient sts =
                            AwsClients.sts(gatehouse, key.accessKeyId(), key.secretAccessKey());
                    IamClient session = AwsClients.iam(gatehouse, assumed(sts))) {
                assertThat(session.getRole(r -> r.roleName(name)).role().roleName())
                        .isEqualTo(name);
                root.detachRolePolicy(r -> r.roleName(name).policyArn(policy));
                assertRefused("to a session after it was detached", session);
            }
        }

        private SdkCall.Key assumed(StsClient sts) {
            String role = "arn:aws:iam::%s:role/%s".formatted(GatehouseProcess.ACCOUNT, name);
            Credentials key =
                    sts.assumeRole(r -> r.roleArn(role).roleSessionName("hammer")).credentials();
            return new SdkCall.Key(
                    key.accessKeyId(), key.secretAccessKey(), Optional.of(key.sessionToken()));
        }

        private static String trusting(String arn) {
            return """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}
            """
                    .formatted(arn);
        }
    }
}
