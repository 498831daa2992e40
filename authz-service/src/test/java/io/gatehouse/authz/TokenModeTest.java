package io.gatehouse.authz;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.GrpcAuthorizer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.model.ActionName;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** With tokens, and with facts too old: nothing sends heartbeats here. */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
@TestProfile(TokenModeTest.Deployed.class)
class TokenModeTest {

    private static final PermissionQuestion QUESTION =
            PermissionQuestion.of("arn:aws:iam::600000000001:root", ActionName.parse("a:B"), "*");

    @Inject ServiceTokens tokens;

    public static class Deployed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gatehouse.authz.callers", "token",
                    "gatehouse.staleness.limit", "PT0.001S",
                    "gatehouse.staleness.very-stale-limit", "PT0.002S",
                    "gatehouse.staleness.very-stale", "deny");
        }
    }

    @BeforeEach
    void is_ready() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void without_a_token_nobody_is_answered() {
        given().contentType("application/json").body("{}").post("/v1/check").then().statusCode(401);
        given().contentType("application/json")
                .header("Authorization", "Bearer forged")
                .body("{}")
                .post("/v1/check")
                .then()
                .statusCode(401);
        assertThat(ask(Optional.empty()))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        it -> assertThat(it.cause()).isEqualTo(Answer.Cause.NOT_PERMITTED));
    }

    @Test
    void a_token_for_another_service_is_not_taken() {
        assertThat(ask(Optional.of(tokens.issue(ServiceName.IDENTITY, ServiceName.POLICY))))
                .isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void beyond_the_second_limit_everything_is_denied_where_so_configured() {
        Answer answer = ask(Optional.of(tokens.issue(ServiceName.IDENTITY, ServiceName.AUTHZ)));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        it -> {
                            assertThat(it.isStale()).isTrue();
                            assertThat(it.message()).contains("very stale");
                        });
    }

    private static Answer ask(Optional<String> bearer) {
        try (GrpcAuthorizer authorizer =
                GrpcAuthorizer.connect(
                        FactsOnKafka.grpcTarget(), () -> bearer, Duration.ofSeconds(10))) {
            return authorizer.checkBlocking(QUESTION);
        }
    }
}
