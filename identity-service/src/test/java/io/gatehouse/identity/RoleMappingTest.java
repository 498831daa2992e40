package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.identity.federation.SamlIdp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/** Which role a federated caller gets, where its token names none. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class RoleMappingTest extends FederationFixture {

    private Response mapping(String providerArn, String rules) {
        return root.post(
                "/api/federation/mappings",
                "{\"provider\":\"%s\",\"rules\":%s}".formatted(providerArn, rules));
    }

    private static String rule(String name, String group, String role) {
        return """
        {"name":"%s","when":[{"claim":"groups","contains":"%s"}],"role":"%s",\
        "session_name":"${email}","tags":{"group":"%s"}}\
        """
                .formatted(name, group, role, group);
    }

    private String member(String group) {
        return token(claims ->
                claims.claim("groups", List.of(group)).claim("email", "alice@example.com"));
    }

    private Response exchange(String subjectToken, String... more) {
        String type = "urn:ietf:params:oauth:token-type:id_token";
        return nobody.exchange(
                Client.parameters(
                        more,
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "audience",
                        provider.arn(ACCOUNT),
                        "subject_token",
                        subjectToken,
                        "subject_token_type",
                        type));
    }

    @Test
    void a_group_is_mapped_to_a_role_and_another_group_to_another() {
        String dev = role();
        String ops = role();
        mapping(
                        provider.arn(ACCOUNT),
                        "[%s,%s,{\"name\":\"nobody\",\"refuse\":\"ask the help desk\"}]"
                                .formatted(rule("dev", "dev", dev), rule("ops", "ops", ops)))
                .then()
                .statusCode(200);
        exchange(member("dev"))
                .then()
                .statusCode(200)
                .body("token_type", equalTo("N_A"))
                .body("aws_credentials.access_key_id", startsWith("ASIA"))
                .body("assumed_role_arn", containsString("/alice@example.com"));
        assertThat(authz.last().resource()).isEqualTo(dev);
        assertThat(authz.last().keys().values().get("aws:RequestTag/group").texts())
                .containsExactly("dev");
        exchange(member("ops")).then().statusCode(200);
        assertThat(authz.last().resource()).isEqualTo(ops);
        exchange(member("guests"))
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_grant"))
                .body("error_description", containsString("ask the help desk"));
    }

    @Test
    void without_a_mapping_only_a_named_role_is_given() {
        String role = role();
        exchange(member("dev"))
                .then()
                .statusCode(400)
                .body("error_description", containsString("no mapping"));
        exchange(member("dev"), "resource", role).then().statusCode(200);
    }

    @Test
    void an_exchange_that_is_none_is_refused_as_oauth_says() {
        nobody.exchange("grant_type", "password")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        nobody.exchange("grant_type", "x", "grant_type", "y")
                .then()
                .statusCode(400)
                .body("error_description", containsString("given twice"));
    }

    @Test
    void an_assertion_without_a_role_follows_the_mapping() {
        SamlIdp idp = samlProvider("mapped");
        String dev = role();
        mapping(
                        samlArn("mapped"),
                        """
                        [{"name":"dev","when":[{"claim":"groups","contains":"dev"}],\
                        "role":"%s","session_name":"${sub}"}]\
                        """
                                .formatted(dev))
                .then()
                .statusCode(200);
        assumeWithSaml(
                        dev,
                        "mapped",
                        SamlIdp.base64(
                                idp.draft(Instant.now()).attribute("groups", "dev").signed()))
                .then()
                .statusCode(200);
        assumeWithSaml(
                        role(),
                        "mapped",
                        SamlIdp.base64(
                                idp.draft(Instant.now()).attribute("groups", "dev").signed()))
                .then()
                .statusCode(403)
                .body(containsString("gives another role"));
        assumeWithSaml(
                        dev,
                        "mapped",
                        SamlIdp.base64(idp.draft(Instant.now()).attribute("groups", "x").signed()))
                .then()
                .statusCode(403)
                .body(containsString("no rule"));
    }

    @Test
    void the_tester_says_which_rule_matched_and_why_the_others_did_not() {
        String dev = role();
        mapping(
                        provider.arn(ACCOUNT),
                        "[%s,%s]".formatted(rule("ops", "ops", role()), rule("dev", "dev", dev)))
                .then()
                .statusCode(200);
        root.post(
                        "/api/federation/test",
                        "{\"provider\":\"%s\",\"token\":\"%s\"}"
                                .formatted(provider.arn(ACCOUNT), member("dev")))
                .then()
                .statusCode(200)
                .body("matched_rule", equalTo("dev"))
                .body("role", equalTo(dev))
                .body("session_name", equalTo("alice@example.com"))
                .body("trust", equalTo("allowed"))
                .body("rules[0].because", equalTo("`groups` does not contain `ops`"))
                .body("rules[1].matches", equalTo(true));
        authz.deny("sts:AssumeRoleWithWebIdentity");
        root.post(
                        "/api/federation/test",
                        """
                        {"provider":"%s","claims":{"sub":"bob","groups":["dev"],"email":"b@x"}}
                        """
                                .formatted(provider.arn(ACCOUNT)))
                .then()
                .statusCode(200)
                .body("trust", equalTo("denied"))
                .body("refused", containsString("not authorized"));
        root.post(
                        "/api/federation/test",
                        "{\"provider\":\"%s\",\"token\":\"garbage\"}"
                                .formatted(provider.arn(ACCOUNT)))
                .then()
                .statusCode(200)
                .body("refused", containsString("not a valid JWT"))
                .body("trust", equalTo("not-asked"));
    }

    @Test
    void mappings_are_read_replaced_and_removed_by_those_who_may() {
        String arn = provider.arn(ACCOUNT);
        mapping(arn, "[{\"name\":\"all\",\"refuse\":\"no\"}]").then().statusCode(200);
        assertThat(authz.last().action()).isEqualTo("gatehouse:PutRoleMapping");
        assertThat(authz.last().resource()).isEqualTo(arn);
        root.get("/api/federation/mappings").then().statusCode(200).body(containsString(arn));
        authz.deny("gatehouse:PutRoleMapping");
        mapping(arn, "[]").then().statusCode(403);
        authz.allowAll();
        root.post("/api/federation/mappings/delete", "{\"provider\":\"%s\"}".formatted(arn))
                .then()
                .statusCode(200);
        root.post("/api/federation/mappings/delete", "{\"provider\":\"%s\"}".formatted(arn))
                .then()
                .statusCode(404);
        mapping(arn, "[{\"name\":\"both\",\"refuse\":\"no\",\"role\":\"x\"}]")
                .then()
                .statusCode(400)
                .body("detail", containsString("either `role` or `refuse`"));
        mapping("arn:aws:iam::222222222222:saml-provider/x", "[]").then().statusCode(404);
    }
}
