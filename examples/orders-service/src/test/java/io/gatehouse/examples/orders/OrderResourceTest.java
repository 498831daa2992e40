package io.gatehouse.examples.orders;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.model.Revision;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** {@code @RequiresPermission} in an application: what is asked, and what callers are told. */
@QuarkusTest
class OrderResourceTest {

    private static final String DANA = "arn:aws:iam::100200300400:user/people/dana";

    @Inject ToldAuthorizer gatehouse;

    @BeforeEach
    void yes() {
        gatehouse.tell(ToldAuthorizer.YES);
    }

    @Test
    void a_yes_lets_the_method_run_and_the_question_names_its_parameters() {
        dana().get("/orders/7").then().statusCode(200).body("goods", equalTo("7 boxes"));
        PermissionQuestion asked = gatehouse.last();
        assertThat(asked.action()).hasToString("orders:Get");
        assertThat(asked.resource()).isEqualTo("arn:aws:orders:eu-central-1:100200300400:order/7");
        assertThat(asked.principal()).isEqualTo(new Asked.ByArn(DANA));
        assertThat(asked.context()).containsEntry("aws:SourceIp", List.of("127.0.0.1"));

        dana().body("9 crates").put("/orders/7").then().statusCode(200);
        assertThat(gatehouse.last().action()).hasToString("orders:Update");
        dana().post("/orders/7/refund?amount=99.90").then().statusCode(200);
        assertThat(gatehouse.last().context()).containsEntry("orders:Amount", List.of("99.90"));
    }

    @Test
    void a_no_is_403_in_aws_s_words_and_the_method_does_not_run() {
        gatehouse.tell(
                new Answer.Denied(
                        false,
                        "identity",
                        "User: dana is not authorized to \"update\"",
                        List.of(),
                        Revision.NONE,
                        false));
        dana().body("nothing")
                .put("/orders/3")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("User: dana is not authorized to \"update\""));
        dana().get("/orders/3").then().statusCode(403);
        gatehouse.tell(ToldAuthorizer.YES);
        dana().get("/orders/3").then().body("goods", equalTo("3 boxes"));
    }

    @Test
    void nobody_to_say_is_503_and_nobody_to_ask_for_is_401() {
        gatehouse.tell(new Answer.Unanswered(Answer.Cause.UNAVAILABLE, "away"));
        dana().get("/orders/3").then().statusCode(503).header("Retry-After", "1");
        int asked = gatehouse.times();
        given().get("/orders/3").then().statusCode(401);
        assertThat(gatehouse.times()).isEqualTo(asked);
    }

    @Test
    void a_session_token_is_handed_on_to_be_verified() {
        given().header("Authorization", "Bearer of-a-session")
                .get("/orders/1")
                .then()
                .statusCode(200);
        assertThat(gatehouse.last().principal())
                .isEqualTo(new Asked.BySessionToken("of-a-session"));
    }

    @Test
    void what_stands_for_a_resource_is_taken_literally_and_nothing_is_no_resource() {
        dana().get("/orders/*").then().statusCode(404);
        assertThat(gatehouse.last().resource()).endsWith(":order/*");
        int asked = gatehouse.times();
        dana().urlEncodingEnabled(false).get("/orders/a%0Ab").then().statusCode(403);
        dana().post("/orders/7/refund").then().statusCode(403);
        assertThat(gatehouse.times()).isEqualTo(asked);
    }

    private static RequestSpecification dana() {
        return given().header("X-Principal", DANA);
    }
}
