package io.gatehouse.identity;

import static io.gatehouse.identity.UserActionsTest.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jwt.JWTClaimsSet;

import io.gatehouse.identity.federation.OidcProviderByHand;
import io.gatehouse.identity.federation.SamlIdp;
import io.gatehouse.internal.v1.AuthenticateResponse;
import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class FederationTest {

    private static final String ACCOUNT = IdentityEnvironment.FIRST_ACCOUNT;
    private static final String WEB =
            "AssumeRoleWithWebIdentityResponse.AssumeRoleWithWebIdentityResult.";
    private static final String SAML = "AssumeRoleWithSAMLResponse.AssumeRoleWithSAMLResult.";
    private static final SelfSigned SIGNING = SelfSigned.of("idp");
    private static int count;

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;

    private Client root;
    private UnsignedClient nobody;
    private OidcProviderByHand provider;

    @BeforeEach
    void registerAProvider() {
        root = Client.root(tokens);
        nobody = new UnsignedClient(tokens);
        provider = new OidcProviderByHand();
        root.iam(
                        "CreateOpenIDConnectProvider",
                        "Url",
                        provider.issuer(),
                        "ClientIDList.member.1",
                        "web")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void stop() {
        provider.close();
        authz.allowAll();
    }

    private String role(String... tags) {
        String name = "federated-" + count++;
        String[] parameters = new String[tags.length + 4];
        parameters[0] = "RoleName";
        parameters[1] = name;
        parameters[2] = "AssumeRolePolicyDocument";
        parameters[3] =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity"}]}
                """
                        .formatted(provider.arn(ACCOUNT));
        System.arraycopy(tags, 0, parameters, 4, tags.length);
        root.iam("CreateRole", parameters).then().statusCode(200);
        return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
    }

    private Response assume(String role, String token, String... more) {
        String[] parameters = new String[more.length + 6];
        parameters[0] = "RoleArn";
        parameters[1] = role;
        parameters[2] = "RoleSessionName";
        parameters[3] = "sess";
        parameters[4] = "WebIdentityToken";
        parameters[5] = token;
        System.arraycopy(more, 0, parameters, 6, more.length);
        return nobody.sts("AssumeRoleWithWebIdentity", parameters);
    }

    private String token(Consumer<JWTClaimsSet.Builder> more) {
        return provider.token("alice-of-the-shop", more);
    }

    @Test
    void a_token_of_a_registered_provider_becomes_a_session_of_the_role() {
        String role = role();
        assume(role, token(_ -> {}))
                .then()
                .statusCode(200)
                .body(WEB + "Credentials.AccessKeyId", startsWith("ASIA"))
                .body(WEB + "Credentials.SessionToken", notNullValue())
                .body(WEB + "SubjectFromWebIdentityToken", equalTo("alice-of-the-shop"))
                .body(WEB + "Audience", equalTo("web"))
                .body(WEB + "Provider", equalTo(provider.arn(ACCOUNT)))
                .body(WEB + "AssumedRoleUser.Arn", startsWith("arn:aws:sts::" + ACCOUNT));
        AuthzByHand.Question asked = authz.last();
        assertThat(asked.caller()).isEqualTo(provider.arn(ACCOUNT));
        assertThat(asked.action()).isEqualTo("sts:AssumeRoleWithWebIdentity");
        assertThat(asked.resource()).isEqualTo(role);
        assertThat(asked.keys().values().get(provider.name() + ":sub").texts())
                .containsExactly("alice-of-the-shop");
        assertThat(asked.keys().values().get(provider.name() + ":aud").texts())
                .containsExactly("web");
        assertThat(asked.keys().values().get("sts:RoleSessionName").texts())
                .containsExactly("sess");
    }

    @Test
    void tags_of_the_token_stand_beside_the_tags_of_the_role() {
        String role = role("Tags.member.1.Key", "team", "Tags.member.1.Value", "red");
        String token =
                token(claims ->
                        claims.claim(
                                "https://aws.amazon.com/tags",
                                Map.of(
                                        "principal_tags",
                                        Map.of("team", List.of("blue")),
                                        "transitive_tag_keys",
                                        List.of("team"))));
        assume(role, token).then().statusCode(200);
        var keys = authz.last().keys().values();
        assertThat(keys.get("aws:RequestTag/team").texts()).containsExactly("blue");
        assertThat(keys.get("aws:ResourceTag/team").texts()).containsExactly("red");
        assertThat(keys.get("sts:TransitiveTagKeys").texts()).containsExactly("team");
    }

    @Test
    void the_trust_policy_decides_and_its_no_tells_nothing_more() {
        String role = role();
        authz.deny("sts:AssumeRoleWithWebIdentity");
        assertRefused(
                assume(role, token(_ -> {})),
                403,
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        assertRefused(
                assume("arn:aws:iam::" + ACCOUNT + ":role/nobody", token(_ -> {})),
                403,
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void a_rotated_key_is_fetched_and_made_up_ones_are_not_asked_for_again_and_again() {
        String role = role();
        assume(role, token(_ -> {})).then().statusCode(200);
        int before = provider.keyRequests();
        String old = token(_ -> {});
        provider.rotate();
        // Within the pause an unknown key is not asked for.
        for (int i = 0; i < 5; i++) {
            assume(role, token(_ -> {})).then().statusCode(400);
        }
        assertThat(provider.keyRequests()).isEqualTo(before);
        assume(role, old).then().statusCode(200);
    }

    @Test
    void a_provider_that_is_down_is_a_communication_error_until_its_keys_are_known() {
        String role = role();
        String token = token(_ -> {});
        provider.setUp(false);
        assume(role, token).then().statusCode(400).body(containsString("IDPCommunicationError"));
        provider.setUp(true);
        assume(role, token).then().statusCode(200);
        provider.setUp(false);
        assume(role, token).then().statusCode(200);
    }

    @Test
    void expired_foreign_and_unregistered_tokens_are_refused() {
        String role = role();
        Date past = Date.from(Instant.now().minusSeconds(1));
        assume(role, token(claims -> claims.expirationTime(past)))
                .then()
                .statusCode(400)
                .body(containsString("<Code>ExpiredTokenException</Code>"));
        assume(role, token(claims -> claims.audience("other")))
                .then()
                .statusCode(400)
                .body(containsString("Incorrect token audience"));
        try (OidcProviderByHand stranger = new OidcProviderByHand()) {
            assertRefused(
                    assume(role, stranger.token("alice", _ -> {})),
                    400,
                    "InvalidIdentityToken",
                    "No OpenIDConnect provider found in your account for " + stranger.issuer());
        }
    }

    @Test
    void a_client_that_is_removed_and_a_provider_that_is_deleted_count_at_once() {
        String role = role();
        assume(role, token(_ -> {})).then().statusCode(200);
        root.iam(
                        "RemoveClientIDFromOpenIDConnectProvider",
                        "OpenIDConnectProviderArn",
                        provider.arn(ACCOUNT),
                        "ClientID",
                        "web")
                .then()
                .statusCode(200);
        assume(role, token(_ -> {})).then().statusCode(400);
        root.iam("DeleteOpenIDConnectProvider", "OpenIDConnectProviderArn", provider.arn(ACCOUNT))
                .then()
                .statusCode(200);
        assume(role, token(_ -> {}))
                .then()
                .statusCode(400)
                .body(containsString("No OpenIDConnect provider found"));
    }

    @Test
    void a_session_is_not_longer_than_the_role_gives() {
        assume(role(), token(_ -> {}), "DurationSeconds", "7200")
                .then()
                .statusCode(400)
                .body(containsString("MaxSessionDuration"));
    }

    @Test
    void the_token_of_an_unsigned_journey_is_good_for_nothing_else() {
        AuthenticateResponse other =
                nobody.authenticate("/", "iam:CreateUser", "Action=CreateUser&UserName=x", "r1");
        assertThat(other.hasCaller()).isFalse();
    }

    private SamlIdp samlProvider(String name) {
        SamlIdp idp = new SamlIdp("https://idp.example.com/" + name, SIGNING);
        root.iam("CreateSAMLProvider", "Name", name, "SAMLMetadataDocument", idp.metadata())
                .then()
                .statusCode(200);
        return idp;
    }

    private static String samlArn(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":saml-provider/" + name;
    }

    private Response assumeWithSaml(String role, String name, String assertion) {
        return nobody.sts(
                "AssumeRoleWithSAML",
                "RoleArn",
                role,
                "PrincipalArn",
                samlArn(name),
                "SAMLAssertion",
                assertion);
    }

    @Test
    void an_assertion_becomes_a_session_once() {
        SamlIdp idp = samlProvider("once");
        String role = role();
        SamlIdp.Draft draft =
                idp.draft(Instant.now())
                        .role(role, samlArn("once"), "alice")
                        .attribute(SamlIdp.ATTRIBUTES + "SessionDuration", "1800")
                        .attribute(SamlIdp.ATTRIBUTES + "PrincipalTag:team", "red");
        String assertion = SamlIdp.base64(draft.signed());
        assumeWithSaml(role, "once", assertion)
                .then()
                .statusCode(200)
                .body(SAML + "Subject", equalTo("alice"))
                .body(SAML + "SubjectType", equalTo("persistent"))
                .body(SAML + "Issuer", equalTo("https://idp.example.com/once"))
                .body(SAML + "Audience", equalTo(SamlIdp.HERE))
                .body(SAML + "AssumedRoleUser.Arn", containsString("/alice"))
                .body(SAML + "Credentials.AccessKeyId", startsWith("ASIA"));
        var keys = authz.last().keys().values();
        assertThat(authz.last().action()).isEqualTo("sts:AssumeRoleWithSAML");
        assertThat(keys.get("saml:iss").texts()).containsExactly("https://idp.example.com/once");
        assertThat(keys.get("aws:RequestTag/team").texts()).containsExactly("red");
        assumeWithSaml(role, "once", assertion)
                .then()
                .statusCode(400)
                .body(containsString("it was used before"));
    }

    @Test
    void an_assertion_gives_no_role_that_it_does_not_name() {
        SamlIdp idp = samlProvider("names");
        String named = role();
        String assertion =
                SamlIdp.base64(
                        idp.draft(Instant.now()).role(named, samlArn("names"), "alice").signed());
        assumeWithSaml(role(), "names", assertion)
                .then()
                .statusCode(403)
                .body(containsString("AccessDenied"));
        assumeWithSaml(named, "nowhere", assertion)
                .then()
                .statusCode(400)
                .body(containsString("Specified provider doesn't exist"));
    }

    @Test
    void a_provider_gives_no_role_of_another_account() {
        String other = "arn:aws:iam::222222222222:role/theirs";
        SamlIdp idp = samlProvider("walls");
        String assertion =
                SamlIdp.base64(
                        idp.draft(Instant.now()).role(other, samlArn("walls"), "alice").signed());
        assertRefused(
                assumeWithSaml(other, "walls", assertion),
                403,
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithSAML");
    }

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
        String[] parameters = new String[more.length + 8];
        String type = "urn:ietf:params:oauth:token-type:id_token";
        List<String> fixed =
                List.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "audience",
                        provider.arn(ACCOUNT),
                        "subject_token",
                        subjectToken,
                        "subject_token_type",
                        type);
        for (int i = 0; i < fixed.size(); i++) {
            parameters[i] = fixed.get(i);
        }
        System.arraycopy(more, 0, parameters, 8, more.length);
        return nobody.exchange(parameters);
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
