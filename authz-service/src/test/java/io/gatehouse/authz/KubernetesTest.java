package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API server asks: with the models that Kubernetes clients use. */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class KubernetesTest {

    private static final AccountId OWNER = new AccountId("800000000003");
    private static final LogWriter IDENTITY = new LogWriter(OWNER, LogName.IDENTITY);
    private static final LogWriter POLICY = new LogWriter(OWNER, LogName.POLICY);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static boolean isWritten;

    @BeforeEach
    void kim_may_see_pods() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
        if (!isWritten) {
            FactsOnKafka.publish(
                    IDENTITY.write(
                            account(), user("kim"), role("deployer", "/kubernetes/ci/", "")));
            FactsOnKafka.publish(
                    POLICY.writeAfter(
                            IDENTITY.revision(),
                            inline(userId("kim"), KIMS),
                            inline("AROADEPLOYERXXXXXXXXX", DEPLOYERS)));
            isWritten = true;
        }
    }

    private static final String KIMS =
            """
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Action":["kubernetes:get","kubernetes:list"],
              "Resource":"arn:aws:kubernetes:test:800000000003:shop/core/pods/*"},
             {"Effect":"Allow","Action":"kubernetes:get",
              "Resource":"arn:aws:kubernetes:test:800000000003:url/healthz"},
             {"Effect":"Deny","Action":"*",
              "Resource":"arn:aws:kubernetes:test:800000000003:*/core/secrets/*",
              "Condition":{"ForAnyValue:StringEquals":{"kubernetes:groups":"contractors"}}}]}
            """;
    private static final String DEPLOYERS =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kubernetes:patch",
              "Resource":"arn:aws:kubernetes:test:800000000003:shop/apps/deployments/*"}]}
            """;

    @Test
    void what_is_allowed_is_allowed() {
        kims_pods();
        assertThat(review(pods("kim", "list", "")).getAllowed()).isTrue();
        SubjectAccessReview health =
                new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("kim")
                        .withNewNonResourceAttributes("/healthz", "get")
                        .endSpec()
                        .build();
        assertThat(review(health).getAllowed()).isTrue();
    }

    @Test
    void a_service_account_is_a_role() {
        SubjectAccessReview patch =
                new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:ci:deployer")
                        .addToGroups("system:serviceaccounts")
                        .withNewResourceAttributes()
                        .withVerb("patch")
                        .withGroup("apps")
                        .withResource("deployments")
                        .withNamespace("shop")
                        .withName("web")
                        .endResourceAttributes()
                        .endSpec()
                        .build();
        Eventually.holds(() -> assertThat(review(patch).getAllowed()).isTrue());
    }

    @Test
    void what_is_not_allowed_is_denied_and_says_why() {
        kims_pods();
        SubjectAccessReviewStatus status = review(pods("kim", "delete", "web-1"));
        assertThat(status.getAllowed()).isFalse();
        assertThat(status.getDenied()).isTrue();
        assertThat(status.getReason()).contains("kubernetes:delete");
        assertThat(review(pods("nobody", "get", "web-1")).getDenied()).isTrue();
    }

    @Test
    void groups_are_a_multi_valued_key() {
        kims_pods();
        SubjectAccessReview secrets =
                new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("kim")
                        .addToGroups("contractors", "developers")
                        .withNewResourceAttributes()
                        .withVerb("get")
                        .withResource("secrets")
                        .withNamespace("shop")
                        .endResourceAttributes()
                        .endSpec()
                        .build();
        assertThat(review(secrets).getReason()).contains("explicit deny");
    }

    @Test
    void what_cannot_be_decided_is_denied_with_an_error_at_200() {
        for (String body : new String[] {"{}", "no json", "{\"kind\":\"SubjectAccessReview\"}"}) {
            given().contentType("application/json")
                    .body(body)
                    .post("/kubernetes/v1/authorize")
                    .then()
                    .statusCode(200)
                    .body("status.allowed", org.hamcrest.Matchers.is(false))
                    .body("status.denied", org.hamcrest.Matchers.is(true))
                    .body("status.evaluationError", org.hamcrest.Matchers.notNullValue());
        }
    }

    /** Until the facts have arrived. */
    private static void kims_pods() {
        Eventually.holds(
                () -> assertThat(review(pods("kim", "get", "web-1")).getAllowed()).isTrue());
    }

    private static SubjectAccessReview pods(String user, String verb, String name) {
        return new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user)
                .withNewResourceAttributes()
                .withVerb(verb)
                .withVersion("v1")
                .withResource("pods")
                .withNamespace("shop")
                .withName(name)
                .endResourceAttributes()
                .endSpec()
                .build();
    }

    private static SubjectAccessReviewStatus review(SubjectAccessReview review) {
        try {
            String answer =
                    given().filter(OpenApi.CONFORMS)
                            .contentType("application/json")
                            .body(JSON.writeValueAsString(review))
                            .post("/kubernetes/v1/authorize")
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString();
            return JSON.readValue(answer, SubjectAccessReview.class).getStatus();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
