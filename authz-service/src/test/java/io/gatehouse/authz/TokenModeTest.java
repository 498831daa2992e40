package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.google.rpc.ErrorInfo;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.GrpcAuthorizer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
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
                    "gatehouse.authz.askers", askersFile().toString(),
                    "gatehouse.staleness.limit", "PT0.001S",
                    "gatehouse.staleness.very-stale-limit", "PT0.002S",
                    "gatehouse.staleness.very-stale", "deny");
        }
    }

    private static final String TOKEN = "token-of-an-application-that-is-long-enough";
    private static final String CLERK = "arn:aws:iam::800000000005:user/clerk";
    private static final String BOB = "arn:aws:iam::800000000005:user/bob";

    private static Path askersFile() {
        try {
            Path file = Files.createTempFile("askers", ".json");
            String hash =
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(TOKEN.getBytes(StandardCharsets.UTF_8)));
            return Files.writeString(
                    file,
                    """
                    {"askers": [{"principal": "%s", "token_sha256": "%s"}]}
                    """
                            .formatted(CLERK, hash));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void who_asks_about_another_needs_gatehouse_check() {
        AccountId owner = new AccountId("800000000005");
        LogWriter identity = new LogWriter(owner, LogName.IDENTITY);
        FactsOnKafka.publish(identity.write(account(), user("clerk"), user("bob")));

        ask(CLERK, identity.revision()).statusCode(200);
        ask(BOB, identity.revision())
                .statusCode(403)
                .body("detail", containsString("is not authorized to perform: gatehouse:Check"))
                .body("detail", containsString("on resource: " + BOB));
    }

    /** An empty result would say that nobody may. */
    @Test
    void a_search_with_facts_too_old_to_decide_by_is_no_empty_result() {
        AccountId owner = new AccountId("800000000005");
        LogWriter identity = new LogWriter(owner, LogName.IDENTITY);
        LogWriter policy = new LogWriter(owner, LogName.POLICY);
        FactsOnKafka.publish(identity.write(account(), user("clerk"), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("clerk"), allow("a:B"))));

        given().header("Authorization", "Bearer " + TOKEN)
                .header("X-Gatehouse-At-Least", policy.revision().token())
                .contentType("application/json")
                .body(
                        """
                        {"subject":{"type":"arn","id":"%s"},"resource":{"type":"thing","id":"7"}}
                        """
                                .formatted(CLERK))
                .post("/access/v1/search/action")
                .then()
                .statusCode(503)
                .body(containsString("very stale"));
    }

    @Test
    void a_token_that_nobody_holds_is_refused() {
        given().contentType("application/json")
                .header("Authorization", "Bearer " + TOKEN + "x")
                .body("{}")
                .post("/v1/check")
                .then()
                .statusCode(401);
    }

    @Test
    void a_made_up_internal_token_is_refused() {
        given().contentType("application/json")
                .header("X-Gatehouse-Request-Id", "r-1")
                .header("Authorization", "Bearer " + TOKEN)
                .body("{}")
                .post("/v1/check")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse ask(String principal, Revision atLeast) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .body(
                        """
                        {"principal": "%s", "action": "a:B", "resource": "*", "at_least": "%s"}
                        """
                                .formatted(principal, atLeast.token()))
                .post("/v1/check")
                .then();
    }

    @Test
    void the_configuration_and_health_are_for_everybody() {
        get("/.well-known/authzen-configuration").then().statusCode(200);
        get("/q/health/live").then().statusCode(200);
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
    void who_is_turned_away_is_told_with_details() throws Exception {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(FactsOnKafka.grpcTarget()).usePlaintext().build();
        try {
            StatusRuntimeException away =
                    catchThrowableOfType(
                            StatusRuntimeException.class,
                            () ->
                                    AuthorizationGrpc.newBlockingStub(channel)
                                            .check(CheckRequest.getDefaultInstance()));
            ErrorInfo info = StatusProto.fromThrowable(away).getDetails(0).unpack(ErrorInfo.class);
            assertThat(away.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(info.getReason()).isEqualTo("UNAUTHENTICATED");
        } finally {
            channel.shutdownNow();
        }
        given().header("X-Request-ID", "away-1")
                .contentType("application/json")
                .body("{}")
                .post("/v1/check")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:gatehouse:problem:unauthenticated"))
                .body("request_id", equalTo("away-1"));
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
