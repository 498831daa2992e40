package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/**
 * The certification scenario of the AuthZEN working group (all levels), and what goes beyond it.
 * The eight rules of its fixture are policies of two users.
 */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class AuthzenTest {

    private static final AccountId OWNER = new AccountId("800000000001");
    private static final LogWriter IDENTITY = new LogWriter(OWNER, LogName.IDENTITY);
    private static final LogWriter POLICY = new LogWriter(OWNER, LogName.POLICY);
    private static final String RECORD_1 = "\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}";
    private static final String ALICE = "\"subject\":{\"type\":\"user\",\"id\":\"alice\"}";
    private static final String BOB = "\"subject\":{\"type\":\"user\",\"id\":\"bob\"}";
    private static final String ADMIN_BOB =
            "\"subject\":{\"type\":\"user\",\"id\":\"bob\",\"properties\":{\"role\":\"admin\"}}";
    private static final String READ = "\"action\":{\"name\":\"read\"}";
    private static final String WRITE = "\"action\":{\"name\":\"write\"}";
    private static final String ARCHIVED =
            "\"resource\":{\"type\":\"record\",\"id\":\"record-2\",\"properties\":{\"status\":\"archived\"}}";
    private static boolean isWritten;

    @BeforeEach
    void fixture() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
        if (!isWritten) {
            FactsOnKafka.publish(
                    IDENTITY.write(
                            account(),
                            user("alice"),
                            user("bob"),
                            user("carol"),
                            user("dave"),
                            user("erin"),
                            user("frank"),
                            user("grace"),
                            role("clerk", "/", "")));
            FactsOnKafka.publish(
                    POLICY.writeAfter(
                            IDENTITY.revision(),
                            inline(userId("alice"), ALICES),
                            inline(userId("bob"), BOBS),
                            inline(userId("grace"), GRACES)));
            isWritten = true;
        }
    }

    private static final String ALICES =
            """
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Action":["app:read","app:write"],
              "Resource":["arn:aws:app:::record/record-1","arn:aws:app:::record/record-2"]},
             {"Effect":"Deny","Action":"app:write","Resource":"*",
              "Condition":{"StringEquals":{"authzen:resource/status":"archived"}}},
             {"Effect":"Allow","Action":"app:delete","Resource":"arn:aws:app:::record/record-1",
              "Condition":{"Bool":{"authzen:action/soft":"true"}}}]}
            """;
    private static final String BOBS =
            """
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Action":"app:read","Resource":"arn:aws:app:::record/record-1"},
             {"Effect":"Allow","Action":"app:write","Resource":"arn:aws:app:::record/*",
              "Condition":{"StringEquals":{"authzen:subject/role":"admin"}}}]}
            """;

    /** The team is stored as a tag: {@code Bodies.user} gives each user its name. */
    private static final String GRACES =
            """
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Action":"app:read","Resource":"arn:aws:app:::record/*",
              "Condition":{"StringEquals":{"authzen:subject/team":"admins"}}}]}
            """;

    @Test
    void the_eight_decisions_of_the_certification_scenario() {
        decides(true, ALICE, READ, RECORD_1);
        decides(true, ALICE, WRITE, RECORD_1);
        decides(true, BOB, READ, RECORD_1);
        decides(false, BOB, WRITE, RECORD_1);
        decides(false, ALICE, WRITE, ARCHIVED);
        decides(true, ADMIN_BOB, WRITE, ARCHIVED);
        decides(true, ALICE, delete(true), RECORD_1);
        decides(false, ALICE, delete(false), RECORD_1);
    }

    @Test
    void a_denial_says_why() {
        evaluate(body(BOB, WRITE, RECORD_1))
                .body("decision", is(false))
                .body("context.reason", containsString("is not authorized to perform: app:write"))
                .body("context.gatehouse.decision", equalTo("ImplicitlyDenied"))
                .body("context.gatehouse.layer", equalTo("identity"));
    }

    @Test
    void what_is_stored_wins_over_what_is_claimed() {
        decides(
                false,
                "\"subject\":{\"type\":\"user\",\"id\":\"grace\",\"properties\":{\"team\":\"admins\"}}",
                READ,
                RECORD_1);
    }

    @Test
    void unknown_fields_and_context_are_taken() {
        decides(true, ALICE, READ, RECORD_1, "\"foo\":\"bar\",\"futureField\":{\"nested\":true}");
        decides(
                true,
                ALICE,
                READ,
                RECORD_1,
                "\"context\":{\"time\":\"2025-06-27T18:03-07:00\",\"ip\":\"192.168.1.1\"}");
    }

    @Test
    void subjects_that_nobody_knows_are_denied() {
        decides(false, "\"subject\":{\"type\":\"user\",\"id\":\"nobody\"}", READ, RECORD_1);
        decides(false, "\"subject\":{\"type\":\"spaceship\",\"id\":\"x\"}", READ, RECORD_1);
        decides(
                true,
                "\"subject\":{\"type\":\"arn\",\"id\":\"arn:aws:iam::800000000001:user/alice\"}",
                READ,
                "\"resource\":{\"type\":\"arn\",\"id\":\"arn:aws:app:::record/record-1\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"record\",\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"resource\":{\"type\":\"r\",\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"read\"}}",
                "{\"subject\":{\"id\":\"a\"},\"action\":{\"name\":\"r\"},\"resource\":{\"type\":\"r\",\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\"},\"action\":{\"name\":\"r\"},\"resource\":{\"type\":\"r\",\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{},\"resource\":{\"type\":\"r\",\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"r\"},\"resource\":{\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"r\"},\"resource\":{\"type\":\"r\"}}",
                "{\"subject\":\"alice\",\"action\":{\"name\":\"r\"},\"resource\":{\"type\":\"r\",\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":7},\"action\":{\"name\":\"r\"},\"resource\":{\"type\":\"r\",\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":123},\"resource\":{\"type\":\"r\",\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"r\"},\"resource\":{\"type\":1,\"id\":\"r\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"a\",\"id\":\"b\"},\"action\":{\"name\":\"r\"},\"resource\":{\"type\":\"r\",\"id\":\"r\"}}",
                "{not json",
                "[]",
                "",
            })
    void what_does_not_fit_is_400(String body) {
        request().body(body).post("/access/v1/evaluation").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void another_content_type_is_400(String type) {
        given().filter(OpenApi.CONFORMS)
                .contentType(type)
                .body(body(ALICE, READ, RECORD_1))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(400)
                .body(containsString("application/json"));
    }

    @Test
    void the_request_id_is_echoed_or_made() {
        request()
                .header("X-Request-ID", "bfe9eb29-ab87")
                .body(body(ALICE, READ, RECORD_1))
                .post("/access/v1/evaluation")
                .then()
                .header("X-Request-ID", equalTo("bfe9eb29-ab87"));
        request()
                .header("X-Request-ID", "of-an-error")
                .body("{}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(400)
                .header("X-Request-ID", equalTo("of-an-error"));
        evaluate(body(ALICE, READ, RECORD_1)).header("X-Request-ID", not(nullValue()));
    }

    @Test
    void evaluations_keep_their_order_and_take_defaults() {
        evaluations(
                        BOB + "," + RECORD_1,
                        "[{\"action\":{\"name\":\"read\"}},{\"action\":{\"name\":\"write\"}}]")
                .body("evaluations.decision", contains(true, false))
                .body("decision", nullValue());
        evaluations(
                        ALICE + "," + WRITE + ",\"resource\":{\"type\":\"record\"}",
                        "[{\"resource\":{\"id\":\"record-1\",\"properties\":{\"status\":\"active\"}}},{"
                                + ARCHIVED
                                + "}]")
                .body("evaluations.decision", contains(true, false));
        evaluations(WRITE + "," + ARCHIVED, "[{" + ALICE + "},{" + ADMIN_BOB + "}]")
                .body("evaluations.decision", contains(false, true));
    }

    @Test
    void a_broken_evaluation_is_a_denial_and_spoils_only_itself() {
        evaluations(
                        ALICE + "," + READ,
                        "[{"
                                + RECORD_1
                                + "},{},7,{\"action\":{\"name\":5},"
                                + RECORD_1
                                + "},{"
                                + RECORD_1
                                + "}]")
                .statusCode(200)
                .body("evaluations.decision", contains(true, false, false, false, true))
                .body("evaluations[1].context.error.status", is(400));
    }

    @Test
    void without_evaluations_it_is_one_evaluation() {
        request()
                .body(body(ALICE, READ, RECORD_1))
                .post("/access/v1/evaluations")
                .then()
                .statusCode(200)
                .body("decision", is(true));
        evaluations(ALICE + "," + READ + "," + RECORD_1, "[]").body("decision", is(true));
    }

    @Test
    void the_three_semantics() {
        String all = "[{" + READ + "},{" + WRITE + "},{" + READ + "}]";
        evaluations(BOB + "," + RECORD_1 + semantic("execute_all"), all)
                .body("evaluations.decision", contains(true, false, true));
        evaluations(BOB + "," + RECORD_1 + semantic("deny_on_first_deny"), all)
                .body("evaluations.decision", contains(true, false));
        evaluations(BOB + "," + RECORD_1 + semantic("permit_on_first_permit"), all)
                .body("evaluations.decision", contains(true));
        evaluations(BOB + "," + RECORD_1 + semantic("whatever"), all).statusCode(400);
    }

    @Test
    void a_default_of_the_wrong_type_is_the_whole_requests_fault() {
        evaluations("\"subject\":\"alice\"," + READ, "[{" + RECORD_1 + "}]").statusCode(400);
    }

    @Test
    void who_may_read_is_found_page_by_page_and_whole() {
        List<String> found = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            ValidatableResponse page =
                    search(
                            "subject",
                            "\"subject\":{\"type\":\"user\"},"
                                    + READ
                                    + ","
                                    + RECORD_1
                                    + ",\"page\":{\"limit\":1,\"token\":\""
                                    + token
                                    + "\"}");
            found.addAll(page.extract().jsonPath().getList("results.id", String.class));
            token = page.extract().jsonPath().getString("page.next_token");
            pages++;
        } while (!token.isEmpty() && pages < 20);
        assertThat(found).containsExactly("alice", "bob");
        assertThat(pages).isGreaterThan(2);
    }

    @Test
    void a_token_of_another_question_is_refused() {
        String token =
                search(
                                "subject",
                                "\"subject\":{\"type\":\"user\"},"
                                        + READ
                                        + ","
                                        + RECORD_1
                                        + ",\"page\":{\"limit\":1}")
                        .extract()
                        .jsonPath()
                        .getString("page.next_token");
        search(
                        "subject",
                        "\"subject\":{\"type\":\"user\"},"
                                + WRITE
                                + ","
                                + RECORD_1
                                + ",\"page\":{\"token\":\""
                                + token
                                + "\"}")
                .statusCode(400);
    }

    @Test
    void resources_are_found_by_name_and_patterns_are_told() {
        search("resource", ALICE + "," + READ + ",\"resource\":{\"type\":\"record\"}")
                .body("results.id", contains("record-1", "record-2"))
                .body("results.type", contains("record", "record"))
                .body("page.next_token", equalTo(""))
                .body("page.properties.unlisted_patterns", nullValue());
        search("resource", ADMIN_BOB + "," + WRITE + ",\"resource\":{\"type\":\"record\"}")
                .body("results.id", hasItem("record-2"))
                .body("page.properties.unlisted_patterns", contains("arn:aws:app:::record/*"));
    }

    @Test
    void actions_are_found() {
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            ValidatableResponse page =
                    search(
                            "action",
                            ALICE + "," + RECORD_1 + ",\"page\":{\"token\":\"" + token + "\"}");
            found.addAll(page.extract().jsonPath().getList("results.name", String.class));
            token = page.extract().jsonPath().getString("page.next_token");
        } while (!token.isEmpty());
        assertThat(found).contains("read", "write").doesNotContain("delete");
    }

    @Test
    void what_nobody_knows_is_an_empty_result() {
        search("action", "\"subject\":{\"type\":\"user\",\"id\":\"nonexistent\"}," + RECORD_1)
                .body("results", hasSize(0));
        search("subject", "\"subject\":{\"type\":\"spaceship\"}," + READ + "," + RECORD_1)
                .body("results", hasSize(0));
    }

    @Test
    void registered_principals_of_every_kind_are_candidates() {
        List<String> roles =
                search(
                                "subject",
                                "\"subject\":{\"type\":\"role\"},\"action\":{\"name\":\"sts:GetCallerIdentity\"},"
                                        + RECORD_1)
                        .extract()
                        .jsonPath()
                        .getList("results.id", String.class);
        assertThat(roles).containsExactly("clerk");
    }

    @Test
    void searches_miss_nothing_they_need() {
        search("subject", "\"subject\":{\"type\":\"user\"}," + RECORD_1).statusCode(400);
        search("resource", READ + ",\"resource\":{\"type\":\"record\"}").statusCode(400);
        search("action", ALICE).statusCode(400);
        search(
                        "subject",
                        "\"subject\":{\"type\":\"user\"},"
                                + READ
                                + ",\"resource\":{\"type\":\"record\"}")
                .statusCode(400);
        search(
                        "resource",
                        "\"subject\":{\"type\":\"user\"},"
                                + READ
                                + ",\"resource\":{\"type\":\"record\"}")
                .statusCode(400);
        search("subject", "\"subject\":{\"type\":\"session\"}," + READ + "," + RECORD_1)
                .statusCode(400);
    }

    @Test
    void the_configuration_says_where_everything_is() {
        given().filter(OpenApi.CONFORMS)
                .get("/.well-known/authzen-configuration")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("policy_decision_point", equalTo("http://127.0.0.1:8083"))
                .body(
                        "search_subject_endpoint",
                        equalTo("http://127.0.0.1:8083/access/v1/search/subject"));
    }

    @Test
    void the_published_document_has_every_endpoint_of_the_api() {
        List<String> paths =
                new ArrayList<>(OpenApi.CONFORMS.document().path("paths").propertyNames());
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "/v1/check",
                        "/v1/explain",
                        "/v1/batch-check",
                        "/v1/allowed-actions",
                        "/access/v1/evaluation",
                        "/access/v1/evaluations",
                        "/access/v1/search/subject",
                        "/access/v1/search/resource",
                        "/access/v1/search/action",
                        "/.well-known/authzen-configuration",
                        "/kubernetes/v1/authorize");
        get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasItems(paths.toArray()));
    }

    private static String delete(boolean soft) {
        return "\"action\":{\"name\":\"delete\",\"properties\":{\"soft\":" + soft + "}}";
    }

    private static String semantic(String name) {
        return ",\"options\":{\"evaluations_semantic\":\"" + name + "\"}";
    }

    private static String body(String... parts) {
        return "{" + String.join(",", parts) + "}";
    }

    private void decides(boolean expected, String... parts) {
        evaluate(body(parts)).statusCode(200).body("decision", is(expected));
    }

    private ValidatableResponse evaluate(String body) {
        return request().body(body).post("/access/v1/evaluation").then();
    }

    private ValidatableResponse evaluations(String around, String items) {
        return request()
                .body("{" + around + ",\"evaluations\":" + items + "}")
                .post("/access/v1/evaluations")
                .then();
    }

    private ValidatableResponse search(String what, String parts) {
        return request().body("{" + parts + "}").post("/access/v1/search/" + what).then();
    }

    private static io.restassured.specification.RequestSpecification request() {
        return given().filter(OpenApi.CONFORMS)
                .contentType("application/json")
                .header("X-Gatehouse-At-Least", IDENTITY.revision().and(POLICY.revision()).token());
    }
}
