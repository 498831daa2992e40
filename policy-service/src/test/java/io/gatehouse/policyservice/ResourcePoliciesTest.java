package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.Infra;
import io.gatehouse.policyservice.fixture.Topic;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Infra.class)
class ResourcePoliciesTest {

    private static final AccountId ACCOUNT = new AccountId("500000000001");
    private static final Caller ROOT = Caller.root(ACCOUNT);
    private static final String PATH = "/api/resource-policies";

    @Inject FakeNeighbours.Identity identity;
    @Inject FakeNeighbours.Authz authz;

    @AfterEach
    void allowAll() {
        authz.allowAll();
    }

    @Test
    void a_policy_is_registered_with_its_principals_by_id_and_shown_with_their_arns() {
        identity.add(ACCOUNT, PrincipalKind.USER, "rita", "AIDARITARITARITARITAR");
        String pattern = "arn:aws:orders:*:500000000001:order/*";
        String id =
                ROOT.put(PATH, wish(pattern, "arn:aws:iam::500000000001:user/rita"))
                        .statusCode(200)
                        .body("resource", equalTo(pattern))
                        .extract()
                        .path("id");

        ROOT.get(PATH + "/" + id)
                .statusCode(200)
                .body(
                        "policy.Statement.Principal.AWS",
                        equalTo("arn:aws:iam::500000000001:user/rita"));
        var fact = Topic.awaitFact(found -> found.fact().getResourcePolicy().getId().equals(id));
        assertThat(fact.fact().getResourcePolicy().getDocument())
                .contains("AIDARITARITARITARITAR")
                .doesNotContain("user/rita");
        assertThat(authz.last("gatehouse:PutResourcePolicy").resource())
                .isEqualTo("arn:aws:gatehouse::500000000001:resource-policy/" + pattern);

        ROOT.put(PATH, wish(pattern, "*")).statusCode(200).body("id", equalTo(id));
        ROOT.get(PATH + "/" + id).body("policy.Statement.Principal.AWS", equalTo("*"));

        ROOT.delete(PATH + "/" + id).statusCode(200);
        ROOT.get(PATH + "/" + id).statusCode(404).body("code", equalTo("NoSuchEntity"));
        ROOT.delete(PATH + "/" + id).statusCode(404);
        Topic.awaitFact(found ->
                found.fact().getDeleted() && found.fact().getResourcePolicy().getId().equals(id));
        var event =
                Topic.awaitEvent(found ->
                        Topic.header(found, "ce_type")
                                .equals("io.gatehouse.resource-policy.deleted.v1"));
        assertThat(Topic.header(event, "ce_subject")).isEqualTo("resource-policy/" + id);
    }

    @Test
    void policies_are_listed_a_page_at_a_time() {
        Caller root = Caller.root(new AccountId("500000000002"));
        for (int i = 0; i < 3; i++) {
            root.put(PATH, wish("arn:aws:s3:::bucket-%d/*".formatted(i), "*")).statusCode(200);
        }
        String marker =
                root.get(PATH + "?max_items=2")
                        .statusCode(200)
                        .body("resource_policies", hasSize(2))
                        .extract()
                        .path("marker");
        root.get(PATH + "?max_items=2&marker=" + marker)
                .statusCode(200)
                .body("resource_policies", hasSize(1))
                .body("marker", nullValue());
        root.get(PATH + "?marker=x").statusCode(400).body("detail", equalTo("Invalid Marker."));
    }

    @Test
    void what_is_wrong_is_said() {
        ROOT.put(PATH, wish("arn:aws:s3:*", "*"))
                .statusCode(400)
                .body("code", equalTo("InvalidInput"));
        ROOT.put(PATH, wish("arn:aws:orders:eu:111111111111:order/7", "*"))
                .statusCode(400)
                .body("detail", containsString("another account"));
        ROOT.put(PATH, wish("arn:aws:iam::500000000001:user/*", "*"))
                .statusCode(400)
                .body("detail", containsString("`iam`"));
        ROOT.put(PATH, "{\"resource\":\"arn:aws:s3:::b/*\"}")
                .statusCode(400)
                .body("detail", equalTo("`policy` is missing"));
        ROOT.put(PATH, "{\"resource\":\"arn:aws:s3:::b/*\",\"policy\":{\"Statement\":[]}}")
                .statusCode(400)
                .body("code", equalTo("MalformedPolicyDocument"));
        ROOT.put(PATH, wish("arn:aws:s3:::b/*", "arn:aws:iam::500000000001:user/nobody"))
                .statusCode(400)
                .body("code", equalTo("MalformedPolicyDocument"));
    }

    @Test
    void who_may_not_is_told_nothing_and_other_accounts_see_nothing() {
        String id =
                ROOT.put(PATH, wish("arn:aws:s3:::private/*", "*"))
                        .statusCode(200)
                        .extract()
                        .path("id");
        Caller.root(new AccountId("500000000003")).get(PATH + "/" + id).statusCode(404);
        authz.deny("gatehouse:GetResourcePolicy", "no");
        ROOT.get(PATH + "/" + id).statusCode(403).body("code", equalTo("AccessDenied"));
        ROOT.get(PATH + "/RPOLNONENONENONENONEN").statusCode(403);
    }

    private static String wish(String resource, String principal) {
        return """
        {"resource":"%s","policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow",
         "Principal":{"AWS":"%s"},"Action":"*","Resource":"*"}}}
        """
                .formatted(resource, principal);
    }
}
