package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * "Remove Bob from the group" goes through identity-service, "allow the group" through
 * policy-service. Written one after the other, they must never be seen the other way round, for
 * then Bob would be allowed for a moment.
 */
@ExtendWith(RunningGatehouse.class)
class OrderAcrossServicesTest {

    private static final int CLIENTS = 8;
    private static final int ROUNDS = Boolean.getBoolean("gatehouse.long") ? 100 : 8;
    private static final String ACTION = "vault:Open";
    private static final String RESOURCE = "arn:aws:vault:eu-central-1:100200300400:door/1";
    private static final String OPEN_THE_VAULT =
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "vault:Open", "Resource": "*"}]}
            """;

    @Test
    void who_was_removed_before_the_group_was_allowed_is_never_allowed(GatehouseProcess gatehouse)
            throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        AtomicLong asked = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(2 * CLIENTS);
                DecisionClient decisions = new DecisionClient(gatehouse)) {
            List<Future<List<String>>> watchers = new ArrayList<>();
            List<Future<?>> writers = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                watchers.add(
                        threads.submit(
                                (Callable<List<String>>)
                                        () -> watch(decisions, number, writing, asked)));
                writers.add(threads.submit(() -> write(gatehouse, number)));
            }
            try {
                for (Future<?> writer : writers) {
                    writer.get(3, TimeUnit.MINUTES);
                }
            } finally {
                writing.set(false);
            }
            for (Future<List<String>> watcher : watchers) {
                assertThat(watcher.get(30, TimeUnit.SECONDS)).isEmpty();
            }
            assertThat(asked.get()).isGreaterThan(100);
            assertThatTheWatchCanSeeAnAllow(gatehouse, decisions);
        }
    }

    /** The group's policy is there and the group allows: the test does not watch a closed door. */
    private static void assertThatTheWatchCanSeeAnAllow(
            GatehouseProcess gatehouse, DecisionClient decisions) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            iam.addUserToGroup(r -> r.groupName(group(0)).userName(user(0)));
            iam.putGroupPolicy(
                    r -> r.groupName(group(0)).policyName("vault").policyDocument(OPEN_THE_VAULT));
            Eventually.within(
                    java.time.Duration.ofSeconds(5),
                    "in the group and the group allowed",
                    () -> decisions.isAllowed(arn(0), ACTION, RESOURCE));
        }
    }

    private static void write(GatehouseProcess gatehouse, int client) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            iam.createUser(r -> r.userName(user(client)));
            iam.createGroup(r -> r.groupName(group(client)));
            for (int round = 0; round < ROUNDS; round++) {
                iam.addUserToGroup(r -> r.groupName(group(client)).userName(user(client)));
                iam.removeUserFromGroup(r -> r.groupName(group(client)).userName(user(client)));
                iam.putGroupPolicy(r ->
                        r.groupName(group(client))
                                .policyName("vault")
                                .policyDocument(OPEN_THE_VAULT));
                iam.deleteGroupPolicy(r -> r.groupName(group(client)).policyName("vault"));
            }
        }
    }

    private static List<String> watch(
            DecisionClient decisions, int client, AtomicBoolean writing, AtomicLong asked) {
        List<String> seen = new ArrayList<>();
        while (writing.get()) {
            var answer = decisions.check(arn(client), ACTION, RESOURCE, Map.of());
            if (answer.getDecision() == io.gatehouse.authz.v1.Decision.ALLOWED) {
                seen.add("%s at %s".formatted(arn(client), answer.getRevision()));
            }
            asked.incrementAndGet();
        }
        return seen;
    }

    private static String user(int client) {
        return "bob-" + client;
    }

    private static String group(int client) {
        return "vault-" + client;
    }

    private static String arn(int client) {
        return "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":user/" + user(client);
    }
}
