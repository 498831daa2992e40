package io.gatehouse.identity;

import com.nimbusds.jwt.JWTClaimsSet;

import io.gatehouse.identity.federation.OidcProviderByHand;
import io.gatehouse.identity.federation.SamlIdp;
import io.gatehouse.kit.service.ServiceTokens;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.util.function.Consumer;

/** A provider of the test's own, and roles that trust it. */
abstract class FederationFixture {

    static final String ACCOUNT = IdentityEnvironment.FIRST_ACCOUNT;
    static final String WEB = "AssumeRoleWithWebIdentityResponse.AssumeRoleWithWebIdentityResult.";
    static final String SAML = "AssumeRoleWithSAMLResponse.AssumeRoleWithSAMLResult.";
    static final SelfSigned SIGNING = SelfSigned.of("idp");
    static int count;

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;

    Client root;
    UnsignedClient nobody;
    OidcProviderByHand provider;

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

    String role(String... tags) {
        String name = "federated-" + count++;
        String trust =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity"}]}
                """
                        .formatted(provider.arn(ACCOUNT));
        String[] all = Client.parameters(tags, "RoleName", name, "AssumeRolePolicyDocument", trust);
        root.iam("CreateRole", all).then().statusCode(200);
        return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
    }

    Response assume(String role, String token, String... more) {
        String[] fixed = {"RoleArn", role, "RoleSessionName", "sess", "WebIdentityToken", token};
        return nobody.sts("AssumeRoleWithWebIdentity", Client.parameters(more, fixed));
    }

    String token(Consumer<JWTClaimsSet.Builder> more) {
        return provider.token("alice-of-the-shop", more);
    }

    SamlIdp samlProvider(String name) {
        SamlIdp idp = new SamlIdp("https://idp.example.com/" + name, SIGNING);
        root.iam("CreateSAMLProvider", "Name", name, "SAMLMetadataDocument", idp.metadata())
                .then()
                .statusCode(200);
        return idp;
    }

    static String samlArn(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":saml-provider/" + name;
    }

    Response assumeWithSaml(String role, String name, String assertion) {
        return nobody.sts(
                "AssumeRoleWithSAML",
                "RoleArn",
                role,
                "PrincipalArn",
                samlArn(name),
                "SAMLAssertion",
                assertion);
    }
}
