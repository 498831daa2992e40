package io.gatehouse.gateway;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.IntFunction;

@QuarkusTest
@QuarkusTestResource(Writers.class)
class GatewayTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static RequestSpecification alice() {
        return given().header("X-Test-Caller", "good").contentType(FORM);
    }

    @Test
    void a_request_reaches_the_owner_of_its_action_with_token_heads_and_the_same_body() {
        String body = "Action=CreateUser&Version=2010-05-08&UserName=bob";
        alice().body(body)
                .post("/")
                .then()
                .statusCode(200)
                .body(containsString("by=\"identity\""))
                .header("X-Gatehouse-Revision", equalTo("r1.after-identity"))
                .header("X-Internal-Detail", nullValue());

        Upstream.Seen seen = Writers.identity().last();
        assertThat(seen.body()).isEqualTo(body);
        assertThat(seen.authorization()).isEqualTo("Bearer token-for-iam:CreateUser");
        assertThat(Revision.parse(seen.heads()))
                .isEqualTo(Revision.of(Writers.IDENTITY_HEAD, Writers.POLICY_HEAD));
    }

    @Test
    void heads_are_asked_for_while_a_known_key_is_verified_and_again_where_it_is_anothers() {
        String other = "arn:aws:iam::444444444444:user/other";
        assertThat(headsAskedFor("arn:aws:iam::111111111111:user/alice"))
                .containsExactly(List.of("111111111111", "aws"));
        assertThat(headsAskedFor("arn:aws:iam::111111111111:user/alice"))
                .containsExactly(List.of("111111111111", "aws"));
        assertThat(headsAskedFor(other))
                .containsExactly(List.of("111111111111", "aws"), List.of("444444444444", "aws"));
        assertThat(headsAskedFor(other)).containsExactly(List.of("444444444444", "aws"));
        // A wrong signature teaches nothing.
        assertThat(headsAskedFor("nobody")).containsExactly(List.of("444444444444", "aws"));
        assertThat(headsAskedFor(other)).containsExactly(List.of("444444444444", "aws"));
    }

    private static List<List<String>> headsAskedFor(String caller) {
        Writers.HEADS_ASKED.clear();
        given().header("X-Test-Caller", caller)
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAFORESEENFORESEEN/2026")
                .contentType(FORM)
                .body("Action=GetUser&Version=2010-05-08")
                .post("/")
                .then()
                .statusCode(Arn.isArn(caller) ? 200 : 403);
        return List.copyOf(Writers.HEADS_ASKED);
    }

    @Test
    void policies_go_to_policy_service() {
        alice().body("Action=CreatePolicy&Version=2010-05-08")
                .post("/")
                .then()
                .body(containsString("by=\"policy\""));
    }

    @Test
    void every_answer_carries_the_request_id_that_the_owner_saw() {
        String id =
                alice().body("Action=GetUser&Version=2010-05-08")
                        .post("/")
                        .then()
                        .header("x-amzn-RequestId", matchesPattern("[0-9a-f-]{36}"))
                        .extract()
                        .header("x-amzn-RequestId");
        assertThat(Writers.identity().last().requestId()).isEqualTo(id);
    }

    @Test
    void a_refused_signature_ends_at_the_gateway_as_awss_error() {
        int before = Writers.identity().count();
        given().contentType(FORM)
                .body("Action=CreateUser&Version=2010-05-08")
                .post("/")
                .then()
                .statusCode(403)
                .body(containsString("<Code>SignatureDoesNotMatch</Code>"))
                .body(containsString("&lt;of&gt; this &amp; that"));
        assertThat(Writers.identity().count()).isEqualTo(before);
    }

    @Test
    void get_caller_identity_is_forwarded_without_heads() {
        alice().body("Action=GetCallerIdentity&Version=2011-06-15")
                .post("/")
                .then()
                .statusCode(200);
        assertThat(Writers.identity().last().heads()).isEmpty();
    }

    @Test
    void a_presigned_query_is_verified_as_sent_and_forwarded_as_a_form() {
        given().header("X-Test-Caller", "good")
                .get("/?Action=GetUser&Version=2010-05-08&UserName=bob")
                .then()
                .statusCode(200);
        AuthenticateRequest asked = Writers.ASKED.getLast();
        assertThat(asked.getMethod()).isEqualTo("GET");
        assertThat(asked.getUri()).startsWith("/?Action=GetUser");
        assertThat(Writers.identity().last().method()).isEqualTo("POST");
        assertThat(Writers.identity().last().body())
                .isEqualTo("Action=GetUser&Version=2010-05-08&UserName=bob");
    }

    @Test
    void a_caller_over_http_2_is_verified_with_the_host_that_it_signed() throws Exception {
        URI uri =
                URI.create(
                        "http://localhost:%d/?Action=GetUser&Version=2010-05-08"
                                .formatted(RestAssured.port));
        HttpRequest request = HttpRequest.newBuilder(uri).header("X-Test-Caller", "good").build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            // The first request asks for the upgrade, the second has no header `Host` any more.
            http.send(request, HttpResponse.BodyHandlers.discarding());
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
        assertThat(Writers.ASKED.getLast().getHeadersList())
                .filteredOn(header -> header.getName().equalsIgnoreCase("host"))
                .extracting(Header::getValue)
                .containsExactly("localhost:" + RestAssured.port);
    }

    @Test
    void a_request_without_action_is_missing_action() {
        alice().body("Version=2010-05-08")
                .post("/")
                .then()
                .statusCode(400)
                .body(containsString("<Code>MissingAction</Code>"));
    }

    @Test
    void an_action_given_twice_is_refused() {
        alice().body("Action=GetUser&Action=DeleteUser&Version=2010-05-08")
                .post("/")
                .then()
                .statusCode(404)
                .body(containsString("MalformedQueryString"));
    }

    @Test
    void a_body_over_one_mebibyte_is_refused() {
        alice().body("Action=CreatePolicy&Document=" + "x".repeat(Routes.BODY_LIMIT))
                .post("/")
                .then()
                .statusCode(413);
    }

    @Test
    void who_asks_too_often_is_throttled_a_principal_before_its_account() {
        throttles(_ -> "arn:aws:iam::222222222222:user/busy");
        alice().body("Action=GetUser&Version=2010-05-08").post("/").then().statusCode(200);
        throttles(i -> "arn:aws:iam::333333333333:user/one-of-" + i);
    }

    @Test
    void who_signs_nothing_is_throttled_by_address() {
        int refused = 0;
        for (int i = 0; i < 12; i++) {
            Response answer =
                    given().contentType(FORM)
                            .body("Action=AssumeRoleWithSAML&Version=2011-06-15")
                            .post("/");
            refused += answer.asString().contains("<Code>Throttling</Code>") ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    /** Somebody asks until the answer is Throttling, as AWS gives it. */
    private static void throttles(IntFunction<String> caller) {
        for (int i = 0; i < 500; i++) {
            Response answer =
                    given().header("X-Test-Caller", caller.apply(i))
                            .contentType(FORM)
                            .body("Action=GetUser&Version=2010-05-08")
                            .post("/");
            if (answer.statusCode() != 200) {
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.asString())
                        .contains("<Code>Throttling</Code>", "<Message>Rate exceeded</Message>");
                return;
            }
        }
        throw new AssertionError("nobody was throttled");
    }

    @Test
    void json_goes_to_its_owner_with_method_and_path_as_action() {
        given().header("X-Test-Caller", "good")
                .contentType(ContentType.JSON)
                .body("{\"name\":\"second\"}")
                .post("/api/accounts")
                .then()
                .statusCode(200);
        assertThat(Writers.identity().last().uri()).isEqualTo("/api/accounts");
        assertThat(Writers.identity().last().authorization())
                .isEqualTo("Bearer token-for-POST /api/accounts");
    }

    @Test
    void an_unknown_json_path_is_a_problem() {
        given().get("/api/nothing")
                .then()
                .statusCode(404)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("NoSuchEntity"));
    }

    @Test
    void a_source_address_in_a_header_is_not_believed() {
        alice().header("X-Forwarded-For", "203.0.113.5")
                .body("Action=GetUser&Version=2010-05-08")
                .post("/")
                .then()
                .statusCode(200);
        assertThat(Writers.ASKED.getLast().getSourceIp()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_signed_question_goes_to_authz_service_with_a_token_bound_to_its_path_there() {
        given().header("X-Test-Caller", "good")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=…")
                .header("X-Request-ID", "mine")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/access/v1/check")
                .then()
                .statusCode(200);
        Upstream.Seen seen = Writers.authz().last();
        assertThat(seen.uri()).isEqualTo("/v1/check");
        assertThat(seen.authorization()).isEqualTo("Bearer token-for-POST /v1/check");
        assertThat(seen.requestId()).isNotEmpty();
    }

    @Test
    void a_bearer_token_is_authz_services_to_know() {
        given().header("Authorization", "Bearer of-an-application")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200);
        assertThat(Writers.authz().last().authorization()).isEqualTo("Bearer of-an-application");
        assertThat(Writers.authz().last().uri()).isEqualTo("/access/v1/evaluation");
    }

    @Test
    void without_credentials_nobody_asks_where_credentials_are_asked_for() {
        int before = Writers.authz().count();
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(403)
                .body("code", equalTo("MissingAuthenticationToken"));
        given().header("Authorization", "Bearer x")
                .header("Origin", "http://evil.example")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(403);
        assertThat(Writers.authz().count()).isEqualTo(before);
        given().get("/.well-known/authzen-configuration").then().statusCode(200);
        given().get("/access/v1/nothing").then().statusCode(404);
    }
}
