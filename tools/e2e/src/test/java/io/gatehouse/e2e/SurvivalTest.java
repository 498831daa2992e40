package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.User;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Processes are killed as {@code kill -9} does while clients write: what was acknowledged is there
 * afterwards.
 */
@ExtendWith(RunningGatehouse.class)
class SurvivalTest {

    private static final Duration BACK = Duration.ofSeconds(45);
    private static final int WRITERS = 4;

    @ParameterizedTest
    @ValueSource(strings = {"identity-service", "policy-service", "authz-service", "gateway"})
    void a_service_killed_while_clients_write_loses_nothing_acknowledged(
            String service, GatehouseProcess gatehouse) throws Exception {
        Set<String> acknowledged =
                writeWhile(
                        gatehouse,
                        "kill-" + service,
                        () -> {
                            long before = gatehouse.pid(service);
                            gatehouse.kill(service);
                            Eventually.within(
                                    BACK,
                                    service + " was started again",
                                    () -> gatehouse.pid(service) != before);
                        });
        Eventually.within(BACK, "everything is ready", () -> gatehouse.run("status").status() == 0);
        assertEverythingIsThere(gatehouse, acknowledged);
    }

    @Test
    void a_launcher_killed_with_everything_in_it_comes_back_with_everything(
            GatehouseProcess gatehouse) throws Exception {
        Set<String> acknowledged =
                writeWhile(gatehouse, "kill-launcher", () -> gatehouse.killAndGoOn("launcher"));
        gatehouse.upAgain();
        System.out.printf("start after kill -9: %d ms%n", gatehouse.startTook().toMillis());
        assertEverythingIsThere(gatehouse, acknowledged);
    }

    @Test
    void what_it_knows_survives_down_and_up(GatehouseProcess gatehouse) {
        String user = "survivor";
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            iam.createUser(r -> r.userName(user));
        }
        gatehouse.down();
        gatehouse.upAgain();
        System.out.printf("start after down: %d ms%n", gatehouse.startTook().toMillis());
        assertEverythingIsThere(gatehouse, Set.of(user));
    }

    private interface Deed {
        void run();
    }

    /** Users that were acknowledged while the deed was done and for a moment before and after. */
    private static Set<String> writeWhile(GatehouseProcess gatehouse, String prefix, Deed deed)
            throws Exception {
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(
                        threads.submit(() ->
                                write(
                                        gatehouse,
                                        "%s-%d-".formatted(prefix, number),
                                        writing,
                                        acknowledged)));
            }
            Eventually.within(
                    Duration.ofSeconds(20), "writes begin", () -> acknowledged.size() >= 20);
            deed.run();
            writing.set(false);
            for (Future<?> writer : writers) {
                writer.get(2, TimeUnit.MINUTES);
            }
        }
        return acknowledged;
    }

    private static void write(
            GatehouseProcess gatehouse,
            String prefix,
            AtomicBoolean writing,
            Set<String> acknowledged) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            for (int i = 0; writing.get(); i++) {
                String name = prefix + i;
                try {
                    iam.createUser(r -> r.userName(name));
                    acknowledged.add(name);
                } catch (EntityAlreadyExistsException retriedAfterALostAnswer) {
                    acknowledged.add(name);
                } catch (SdkException notAcknowledged) {
                    // Nobody promised anything: it may be there or not.
                }
            }
        }
    }

    private static void assertEverythingIsThere(
            GatehouseProcess gatehouse, Set<String> acknowledged) {
        try (IamClient iam = AwsClients.iam(gatehouse);
                DecisionClient decisions = new DecisionClient(gatehouse)) {
            Set<String> there =
                    iam.listUsersPaginator().users().stream()
                            .map(User::userName)
                            .collect(Collectors.toSet());
            assertThat(there).containsAll(acknowledged);
            String last = acknowledged.iterator().next();
            iam.putUserPolicy(r ->
                    r.userName(last)
                            .policyName("after")
                            .policyDocument(
                                    """
                                    {"Version": "2012-10-17", "Statement": [
                                      {"Effect": "Allow", "Action": "after:Kill",
                                       "Resource": "*"}]}
                                    """));
            Eventually.within(
                    Duration.ofSeconds(20),
                    "a write after it reaches decisions",
                    () ->
                            decisions.isAllowed(
                                    "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":user/" + last,
                                    "after:Kill",
                                    "*"));
        }
    }
}
