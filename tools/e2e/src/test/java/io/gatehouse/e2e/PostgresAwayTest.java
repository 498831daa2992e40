package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.infra.PostgresServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL is stopped under a running Gatehouse and started again: decisions go on all the while,
 * writes are refused as what can be tried again, and everything heals without a restart.
 */
@ExtendWith(RunningGatehouse.class)
class PostgresAwayTest {

    private static final Duration AWAY =
            Duration.ofSeconds(Boolean.getBoolean("gatehouse.long") ? 60 : 3);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> SERVICES =
            List.of("identity-service", "policy-service", "authz-service", "gateway");
    private static final String USER = "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":user/petra";
    private static final String READ =
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "away:Read", "Resource": "*"}]}
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void decisions_go_on_writes_are_503_and_all_heals_by_itself(GatehouseProcess gatehouse) {
        try (IamClient iam = AwsClients.iam(gatehouse);
                DecisionClient decisions = new DecisionClient(gatehouse)) {
            iam.createUser(r -> r.userName("petra"));
            iam.putUserPolicy(r -> r.userName("petra").policyName("read").policyDocument(READ));
            Eventually.within(
                    SOON, "petra may read", () -> decisions.isAllowed(USER, "away:Read", "*"));
            List<Long> before = SERVICES.stream().map(gatehouse::pid).toList();

            Path directory = gatehouse.data().resolve("postgres");
            PostgresServer.stopLeftBehind(directory);
            try {
                assertDecisionsGoOn(decisions);
                assertThat(status(gatehouse, 8083)).isEqualTo(200);
                Eventually.within(
                        SOON, "identity is not ready", () -> status(gatehouse, 8081) == 503);
                AwsServiceException refused =
                        catchThrowableOfType(
                                AwsServiceException.class,
                                () -> iam.createUser(r -> r.userName("petra-2")));
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(decisions.isAllowed(USER, "away:Read", "*")).isTrue();
            } finally {
                startAgain(gatehouse, directory);
            }
            assertItHealed(gatehouse, iam, decisions);
            assertThat(SERVICES.stream().map(gatehouse::pid).toList()).isEqualTo(before);
        }
    }

    private static void assertDecisionsGoOn(DecisionClient decisions) {
        long until = System.nanoTime() + AWAY.toNanos();
        String revision = "";
        while (System.nanoTime() < until) {
            CheckResponse yes = decisions.check(USER, "away:Read", "*", Map.of());
            assertThat(yes.getDecision()).isEqualTo(Decision.ALLOWED);
            assertThat(revision).isIn("", yes.getRevision());
            revision = yes.getRevision();
            assertThat(decisions.isAllowed(USER, "away:Write", "*")).isFalse();
            assertThat(decisions.isAllowed(USER + "-2", "away:Read", "*")).isFalse();
        }
    }

    private void assertItHealed(
            GatehouseProcess gatehouse, IamClient iam, DecisionClient decisions) {
        Eventually.within(SOON, "identity is ready", () -> status(gatehouse, 8081) == 200);
        Eventually.within(SOON, "policy is ready", () -> status(gatehouse, 8082) == 200);
        iam.deleteUserPolicy(r -> r.userName("petra").policyName("read"));
        Eventually.within(
                SOON,
                "a revocation after it reaches decisions",
                () -> !decisions.isAllowed(USER, "away:Read", "*"));
        iam.deleteUser(r -> r.userName("petra"));
    }

    /** Stays until this JVM ends, or the next `up` in that directory takes it for left behind. */
    private static void startAgain(GatehouseProcess gatehouse, Path directory) {
        String password =
                GatehouseProcess.lines(gatehouse.data().resolve("run/password-postgres"))
                        .getFirst();
        var _ = PostgresServer.start(directory, gatehouse.port(5440), password);
    }

    private int status(GatehouseProcess gatehouse, int port) {
        try {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:%d/q/health/ready"
                                                            .formatted(gatehouse.port(port))))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
