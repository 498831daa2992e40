package io.gatehouse.identity;

import static io.gatehouse.identity.UserActionsTest.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.gatehouse.identity.federation.SamlMetadataText;
import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class IdentityProviderActionsTest {

    private static final String OIDC =
            "GetOpenIDConnectProviderResponse.GetOpenIDConnectProviderResult.";
    private static final String SAML = "GetSAMLProviderResponse.GetSAMLProviderResult.";
    private static SelfSigned signing;

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;

    private Client root;

    @BeforeAll
    static void certificate() {
        signing = SelfSigned.of("idp");
    }

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    @AfterEach
    void allowAll() {
        authz.allowAll();
    }

    private static String oidcArn(String name) {
        return "arn:aws:iam::111111111111:oidc-provider/" + name;
    }

    private static String samlArn(String name) {
        return "arn:aws:iam::111111111111:saml-provider/" + name;
    }

    private Response createOidc(String name) {
        return root.iam(
                "CreateOpenIDConnectProvider",
                "Url",
                "https://" + name,
                "ClientIDList.member.1",
                "web",
                "ThumbprintList.member.1",
                "3768084dfb3d2b68b7897bf5f565da8efEXAMPLE",
                "Tags.member.1.Key",
                "team",
                "Tags.member.1.Value",
                "red");
    }

    private Response createSaml(String name) {
        return root.iam(
                "CreateSAMLProvider",
                "Name",
                name,
                "SAMLMetadataDocument",
                SamlMetadataText.of("https://idp.example.com/" + name, signing));
    }

    private Response oidc(String action, String name, String... more) {
        String[] parameters = new String[more.length + 2];
        parameters[0] = "OpenIDConnectProviderArn";
        parameters[1] = oidcArn(name);
        System.arraycopy(more, 0, parameters, 2, more.length);
        return root.iam(action, parameters);
    }

    private Response saml(String action, String name, String... more) {
        String[] parameters = new String[more.length + 2];
        parameters[0] = "SAMLProviderArn";
        parameters[1] = samlArn(name);
        System.arraycopy(more, 0, parameters, 2, more.length);
        return root.iam(action, parameters);
    }

    @Test
    void an_oidc_provider_is_created_read_changed_and_deleted() {
        String name = "idp.example.com/realms/life";
        createOidc(name).then().statusCode(200).body(containsString(oidcArn(name)));
        oidc("AddClientIDToOpenIDConnectProvider", name, "ClientID", "app").then().statusCode(200);
        oidc("RemoveClientIDFromOpenIDConnectProvider", name, "ClientID", "web")
                .then()
                .statusCode(200);
        oidc(
                        "UpdateOpenIDConnectProviderThumbprint",
                        name,
                        "ThumbprintList.member.1",
                        "0".repeat(40))
                .then()
                .statusCode(200);
        oidc(
                        "TagOpenIDConnectProvider",
                        name,
                        "Tags.member.1.Key",
                        "TEAM",
                        "Tags.member.1.Value",
                        "blue")
                .then()
                .statusCode(200);
        oidc("GetOpenIDConnectProvider", name)
                .then()
                .statusCode(200)
                .body(OIDC + "Url", equalTo(name))
                .body(OIDC + "ClientIDList.member", equalTo("app"))
                .body(OIDC + "ThumbprintList.member", equalTo("0".repeat(40)))
                .body(OIDC + "Tags.member.size()", equalTo(2));
        oidc("UntagOpenIDConnectProvider", name, "TagKeys.member.1", "TEAM").then().statusCode(200);
        oidc("ListOpenIDConnectProviderTags", name)
                .then()
                .statusCode(200)
                .body(containsString("red"))
                .body(not(containsString("blue")));
        root.iam("ListOpenIDConnectProviders").then().body(containsString(oidcArn(name)));
        oidc("DeleteOpenIDConnectProvider", name).then().statusCode(200);
        oidc("DeleteOpenIDConnectProvider", name).then().statusCode(200);
        assertRefused(
                oidc("GetOpenIDConnectProvider", name),
                404,
                "NoSuchEntity",
                "OpenIDConnect Provider not found for arn " + oidcArn(name));
    }

    @Test
    void an_issuer_is_registered_once_and_only_as_https() {
        String name = "idp.example.com/realms/once";
        createOidc(name).then().statusCode(200);
        assertRefused(
                createOidc(name),
                409,
                "EntityAlreadyExists",
                "Provider with url https://" + name + " already exists.");
        assertRefused(
                root.iam("CreateOpenIDConnectProvider", "Url", "ftp://x"),
                400,
                "InvalidInput",
                "Invalid Open ID Connect Provider URL");
    }

    @Test
    void a_provider_of_another_account_is_asked_about_and_not_found() {
        String arn = "arn:aws:iam::222222222222:oidc-provider/idp.example.com";
        assertRefused(
                root.iam("GetOpenIDConnectProvider", "OpenIDConnectProviderArn", arn),
                404,
                "NoSuchEntity",
                "OpenIDConnect Provider not found for arn " + arn);
        assertThat(authz.last().resource()).isEqualTo(arn);
    }

    @Test
    void a_saml_provider_is_created_read_changed_and_deleted() throws SQLException {
        createSaml("life").then().statusCode(200).body(containsString(samlArn("life")));
        saml(
                        "UpdateSAMLProvider",
                        "life",
                        "AssertionEncryptionMode",
                        "Required",
                        "AddPrivateKey",
                        signing.privateKeyPem())
                .then()
                .statusCode(200);
        saml("TagSAMLProvider", "life", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v")
                .then()
                .statusCode(200);
        Response got = saml("GetSAMLProvider", "life");
        got.then()
                .statusCode(200)
                .body(SAML + "AssertionEncryptionMode", equalTo("Required"))
                .body(SAML + "SAMLMetadataDocument", containsString("EntityDescriptor"))
                .body(SAML + "Tags.member.Value", equalTo("v"));
        String key = got.xmlPath().getString(SAML + "PrivateKeyList.member.KeyId");
        assertThat(key).matches("[A-Z0-9]{26}");
        assertThat(sealedKeys(key)).isEqualTo(1);
        saml("ListSAMLProviderTags", "life").then().body(containsString("<Key>k</Key>"));
        saml("UntagSAMLProvider", "life", "TagKeys.member.1", "k").then().statusCode(200);
        root.iam("ListSAMLProviders")
                .then()
                .body("**.findAll { it.name() == 'Arn' }*.text()", hasItem(samlArn("life")));
        saml("DeleteSAMLProvider", "life").then().statusCode(200);
        assertThat(sealedKeys(key)).isZero();
        assertRefused(
                saml("GetSAMLProvider", "life"),
                404,
                "NoSuchEntity",
                "Manifest not found for arn " + samlArn("life"));
    }

    private static int sealedKeys(String key) throws SQLException {
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                PreparedStatement count =
                        sql.prepareStatement(
                                "SELECT count(*) FROM saml_private_key WHERE key_id = ?")) {
            count.setString(1, key);
            ResultSet rows = count.executeQuery();
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void metadata_keys_and_modes_that_cannot_work_are_refused() {
        createSaml("strict").then().statusCode(200);
        saml("UpdateSAMLProvider", "strict", "AssertionEncryptionMode", "Required")
                .then()
                .statusCode(400)
                .body(containsString("InvalidInput"));
        saml("UpdateSAMLProvider", "strict", "AddPrivateKey", "not a key")
                .then()
                .statusCode(400)
                .body(containsString("Could not parse private key"));
        assertRefused(
                root.iam(
                        "CreateSAMLProvider",
                        "Name",
                        "broken",
                        "SAMLMetadataDocument",
                        "<x>" + "y".repeat(1000) + "</x>"),
                400,
                "InvalidInput",
                "Could not parse metadata: it is no SAML 2.0 metadata");
        assertRefused(
                createSaml("STRICT"),
                409,
                "EntityAlreadyExists",
                "SAMLProvider with name STRICT already exists.");
    }

    @Test
    void tags_are_context_of_the_question_and_a_denial_tells_nothing() {
        String name = "idp.example.com/realms/tags";
        createOidc(name).then().statusCode(200);
        assertThat(authz.last().action()).isEqualTo("iam:CreateOpenIDConnectProvider");
        assertThat(authz.last().keys().values())
                .containsKeys("aws:RequestTag/team", "aws:ResourceTag/team", "aws:TagKeys");
        authz.deny("iam:GetOpenIDConnectProvider");
        oidc("GetOpenIDConnectProvider", name).then().statusCode(403);
        oidc("GetOpenIDConnectProvider", "idp.example.com/nobody").then().statusCode(403);
    }

    @Test
    void a_private_key_never_reaches_an_event_or_the_log() {
        createSaml("secret").then().statusCode(200);
        String secret =
                signing.privateKeyPem().lines().skip(1).findFirst().orElseThrow().substring(0, 40);
        saml("UpdateSAMLProvider", "secret", "AddPrivateKey", signing.privateKeyPem())
                .then()
                .statusCode(200);
        assertThat(IdentityEnvironment.log()).content().doesNotContain(secret);
        assertThatThrownBy(() -> new Client(tokens, "AKIAAAAAAAAAAAAAAAAA", "x").iam("ListUsers"))
                .isInstanceOf(Client.RefusedAtTheDoor.class);
    }
}
