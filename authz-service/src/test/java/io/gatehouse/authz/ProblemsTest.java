package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What REST says where there is no decision, and the list of allowed actions. */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class ProblemsTest {

    private static final AccountId OWNER = new AccountId("800000000011");
    private static final LogWriter IDENTITY = new LogWriter(OWNER, LogName.IDENTITY);
    private static final LogWriter POLICY = new LogWriter(OWNER, LogName.POLICY);
    private static boolean isWritten;

    @BeforeEach
    void tina_may_read() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
        if (!isWritten) {
            FactsOnKafka.publish(IDENTITY.write(account(), user("tina"), role("porter", "/", "")));
            FactsOnKafka.publish(
                    POLICY.writeAfter(
                            IDENTITY.revision(),
                            inline(userId("tina"), allow("s3:Get*"), allow("sqs:SendMessage"))));
            isWritten = true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/check", "/v1/explain", "/v1/batch-check", "/v1/allowed-actions"})
    void what_http_calls_wrong_is_a_problem_too(String path) {
        problem(json().get(path), 405, "method-not-allowed").body("detail", containsString(path));
        problem(
                given().header("X-Request-ID", "p-1")
                        .contentType("text/xml")
                        .body("<a/>")
                        .post(path),
                415,
                "unsupported-media-type");
        problem(json().filter(OpenApi.CONFORMS).body("[]").post(path), 400, "invalid");
        problem(json().body("{\"a\":1,\"a\":2}").post(path), 400, "invalid");
        problem(json().body(" ".repeat(1_100_000)).post(path), 413, "request-entity-too-large");
    }

    @Test
    void what_is_not_there_is_a_problem_too() {
        problem(json().body("{}").post("/v1/nothing"), 404, "not-found");
    }

    @Test
    void a_field_that_is_wrong_is_named() {
        problem(
                        json().body(Map.of("principal", tina(), "action", "s3", "resource", "*"))
                                .post("/v1/check"),
                        400,
                        "invalid")
                .body("field", equalTo("action"));
    }

    @Test
    void allowed_actions_come_in_the_order_asked_with_what_they_rest_on() {
        ValidatableResponse answer =
                allowed(tina(), List.of("sqs:SendMessage", "s3:PutObject", "s3:getobject"))
                        .statusCode(200)
                        .body("allowed", equalTo(List.of("sqs:SendMessage", "s3:getobject")))
                        .body("staleness", not(equalTo("very_stale")))
                        .body("session_unverified", is(false));
        Revision revision = Revision.parse(answer.extract().path("revision"));
        assertThat(revision.includes(POLICY.revision())).isTrue();
    }

    @Test
    void allowed_actions_of_a_session_that_is_only_named_say_so() {
        String session = "arn:aws:sts::%s:assumed-role/porter/x".formatted(OWNER);
        allowed(session, List.of("s3:GetObject"))
                .statusCode(200)
                .body("allowed", equalTo(List.of()))
                .body("session_unverified", is(true));
    }

    @Test
    void too_few_too_many_or_broken_candidates_are_refused_whole() {
        allowed(tina(), List.of()).statusCode(400).body("field", equalTo("actions"));
        allowed(tina(), Collections.nCopies(1_001, "s3:GetObject")).statusCode(400);
        allowed(tina(), List.of("s3:GetObject", "nonsense"))
                .statusCode(400)
                .body("field", equalTo("action"));
    }

    private static String tina() {
        return "arn:aws:iam::%s:user/tina".formatted(OWNER);
    }

    private static ValidatableResponse allowed(String principal, List<String> actions) {
        return json().filter(OpenApi.CONFORMS)
                .body(
                        Map.of(
                                "principal",
                                principal,
                                "resource",
                                "*",
                                "actions",
                                actions,
                                "at_least",
                                IDENTITY.revision().and(POLICY.revision()).token()))
                .post("/v1/allowed-actions")
                .then();
    }

    private static RequestSpecification json() {
        return given().header("X-Request-ID", "p-1").contentType("application/json");
    }

    private static ValidatableResponse problem(
            io.restassured.response.Response response, int status, String reason) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("X-Request-ID", equalTo("p-1"))
                .body("type", equalTo("urn:gatehouse:problem:" + reason))
                .body("status", is(status))
                .body("request_id", equalTo("p-1"))
                .body("detail", not(equalTo("")));
    }
}
