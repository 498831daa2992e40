package io.gatehouse.identity;

import static io.gatehouse.identity.UserActionsTest.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.identity.federation.OidcProviderByHand;
import io.gatehouse.identity.federation.SamlIdp;
import io.gatehouse.internal.v1.AuthenticateResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class FederationTest extends FederationFixture {

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
}
