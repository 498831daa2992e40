package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A real provider: a person signs in at Keycloak, gets the role that the Keycloak group maps to,
 * and another one when the group changes. In {@code ./gatehouse test --long}, which unpacks
 * Keycloak's distribution.
 */
@ExtendWith(RunningGatehouse.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakTest {

    private static final String ACCOUNT = GatehouseProcess.ACCOUNT;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Keycloak keycloak;

    @BeforeAll
    static void start(GatehouseProcess gatehouse) {
        Path home = Path.of(System.getProperty("gatehouse.keycloak", "target/keycloak"));
        assumeThat(Files.isDirectory(home))
                .as("Keycloak is unpacked; `./gatehouse test --long` does that")
                .isTrue();
        keycloak = Keycloak.start(home, RunningGatehouse.freshDirectory(), gatehouse.gateway());
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    private static String oidcArn() {
        return "arn:aws:iam::"
                + ACCOUNT
                + ":oidc-provider/"
                + keycloak.issuer().substring("http://".length());
    }

    private static String samlArn() {
        return "arn:aws:iam::" + ACCOUNT + ":saml-provider/keycloak";
    }

    private static String roleArn(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
    }

    /** By SAML for who assumes the role by the API, and for who signs in at the gateway. */
    private static void createRole(IamClient iam, String name, String action, String gateway) {
        String trust =
                """
                {"Version":"2012-10-17","Statement":[
                 {"Effect":"Allow","Principal":{"Federated":"%s"},
                  "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"]},
                 {"Effect":"Allow","Principal":{"Federated":"%s"},
                  "Action":["sts:AssumeRoleWithSAML","sts:TagSession"],
                  "Condition":{"StringEquals":{"SAML:aud":
                   ["https://signin.aws.amazon.com/saml","%s/signin/saml/%s/keycloak"]}}}]}
                """
                        .formatted(oidcArn(), samlArn(), gateway, ACCOUNT);
        iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust));
        iam.putRolePolicy(r ->
                r.roleName(name)
                        .policyName("one-action")
                        .policyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Action":"%s","Resource":"*"}]}
                                """
                                        .formatted(action)));
    }

    @Test
    @Order(1)
    void keycloak_is_registered_and_its_groups_are_mapped_to_roles(GatehouseProcess gatehouse) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            iam.createOpenIDConnectProvider(
                    r -> r.url(keycloak.issuer()).clientIDList("gatehouse"));
            iam.createSAMLProvider(
                    r -> r.name("keycloak").samlMetadataDocument(keycloak.samlMetadata()));
            createRole(iam, "keycloak-dev", "iam:ListUsers", gatehouse.gateway());
            createRole(iam, "keycloak-ops", "iam:ListRoles", gatehouse.gateway());
        }
        SignedJson api = SignedJson.root(gatehouse);
        for (String provider : new String[] {oidcArn(), samlArn()}) {
            String client = provider.equals(oidcArn()) ? "gatehouse" : Keycloak.SAML_CLIENT;
            String mapping =
                    """
                    {"provider":"%s","sign_in_client":"%s","rules":[
                     {"name":"dev","when":[{"claim":"groups","contains":"dev"}],"role":"%s",
                      "session_name":"%s","tags":{"group":"dev"}},
                     {"name":"ops","when":[{"claim":"groups","contains":"ops"}],"role":"%s",
                      "session_name":"%s"}]}
                    """
                            .formatted(
                                    provider,
                                    client,
                                    roleArn("keycloak-dev"),
                                    name(provider),
                                    roleArn("keycloak-ops"),
                                    name(provider));
            SignedJson.Reply reply =
                    api.send(SdkHttpMethod.POST, "/api/federation/mappings", mapping);
            assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        }
    }

    /** What both ways tell of a person. */
    private static String name(String provider) {
        return provider.equals(oidcArn()) ? "${preferred_username}" : "${sub}";
    }

    @Test
    @Order(2)
    void alice_of_the_developers_signs_in_and_may_what_developers_may(GatehouseProcess gatehouse) {
        Credentials given = exchanged(gatehouse, new KeycloakBrowser(keycloak).idToken("alice"));
        try (IamClient alice = Federated.iam(gatehouse, given)) {
            assertThat(alice.listUsers().sdkHttpResponse().isSuccessful()).isTrue();
            denied(alice::listRoles);
        }
    }

    @Test
    @Order(3)
    void the_same_by_saml(GatehouseProcess gatehouse) {
        String response = new KeycloakBrowser(keycloak).samlResponse("alice");
        Credentials given = assumed(gatehouse, "keycloak-dev", response);
        try (IamClient alice = Federated.iam(gatehouse, given)) {
            assertThat(alice.listUsers().sdkHttpResponse().isSuccessful()).isTrue();
            denied(alice::listRoles);
        }
        assertThatThrownBy(() -> assumed(gatehouse, "keycloak-dev", response))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("it was used before");
    }

    @Test
    @Order(4)
    void the_aws_command_line_uses_the_same_door(GatehouseProcess gatehouse) {
        assumeThat(AwsCommandLine.isInstalled()).as("the AWS command line is installed").isTrue();
        GatehouseProcess.Said said =
                new AwsCommandLine(gatehouse)
                        .run(
                                "sts",
                                "assume-role-with-web-identity",
                                "--role-arn",
                                roleArn("keycloak-dev"),
                                "--role-session-name",
                                "alice",
                                "--web-identity-token",
                                new KeycloakBrowser(keycloak).idToken("alice"));
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("ASIA");
    }

    @Test
    @Order(5)
    void alice_signs_in_in_the_browser_and_uses_her_role_with_the_aws_command_line(
            GatehouseProcess gatehouse) {
        uses(gatehouse, visit(gatehouse, oidcName(), "keycloak-dev", "oidc"), "list-users");
    }

    @Test
    @Order(6)
    void the_same_in_the_browser_by_saml(GatehouseProcess gatehouse) {
        uses(gatehouse, visit(gatehouse, "keycloak", "keycloak-dev", "saml"), "list-users");
    }

    private static String oidcName() {
        return keycloak.issuer().substring("http://".length());
    }

    private static FederatedVisit visit(
            GatehouseProcess gatehouse, String provider, String role, String shots) {
        return FederatedVisit.run(
                Chromium.assumeHere(),
                gatehouse,
                Map.of(
                        "PROVIDER",
                        provider,
                        "LOGIN",
                        "alice",
                        "PASSWORD",
                        Keycloak.PASSWORD,
                        "PRINCIPAL",
                        "assumed-role/" + role + "/alice",
                        "SHOTS_PREFIX",
                        "keycloak-" + role + "-" + shots));
    }

    /** The one action that the role has, and not the one that the other has. */
    private static void uses(GatehouseProcess gatehouse, FederatedVisit visit, String allowed) {
        assumeThat(AwsCommandLine.isInstalled()).as("the AWS command line is installed").isTrue();
        AwsCommandLine aws = new AwsCommandLine(gatehouse);
        GatehouseProcess.Said yes = aws.runAs(visit.credentials(), "iam", allowed);
        assertThat(yes.status()).as(yes.text()).isZero();
        String other = allowed.equals("list-users") ? "list-roles" : "list-users";
        GatehouseProcess.Said no = aws.runAs(visit.credentials(), "iam", other);
        assertThat(no.status()).isNotZero();
        assertThat(no.text()).contains("AccessDenied").contains("not authorized to perform");
    }

    @Test
    @Order(7)
    void the_group_changes_and_the_next_sign_in_gets_another_role(GatehouseProcess gatehouse) {
        keycloak.moveAlice("dev", "ops");
        Credentials given = exchanged(gatehouse, new KeycloakBrowser(keycloak).idToken("alice"));
        try (IamClient alice = Federated.iam(gatehouse, given)) {
            assertThat(alice.listRoles().sdkHttpResponse().isSuccessful()).isTrue();
            denied(alice::listUsers);
        }
        String response = new KeycloakBrowser(keycloak).samlResponse("alice");
        assertThatThrownBy(() -> assumed(gatehouse, "keycloak-dev", response))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("gives another role");
        assertThat(assumed(gatehouse, "keycloak-ops", response).accessKeyId()).startsWith("ASIA");
    }

    @Test
    @Order(8)
    void and_so_does_the_next_sign_in_in_the_browser(GatehouseProcess gatehouse) {
        uses(gatehouse, visit(gatehouse, oidcName(), "keycloak-ops", "oidc"), "list-roles");
        uses(gatehouse, visit(gatehouse, "keycloak", "keycloak-ops", "saml"), "list-roles");
    }

    private static void denied(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        IamException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
    }

    private static Credentials assumed(
            GatehouseProcess gatehouse, String role, String samlResponse) {
        try (StsClient sts = Federated.sts(gatehouse)) {
            return sts.assumeRoleWithSAML(r ->
                            r.roleArn(roleArn(role))
                                    .principalArn(samlArn())
                                    .samlAssertion(samlResponse))
                    .credentials();
        }
    }

    /** Token exchange (RFC 8693): the mapping alone says which role. */
    private static Credentials exchanged(GatehouseProcess gatehouse, String idToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("audience", oidcArn());
        form.put("subject_token", idToken);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token");
        HttpResponse<String> response =
                Keycloak.send(
                        HTTP,
                        HttpRequest.newBuilder(URI.create(gatehouse.gateway() + "/oauth2/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(Keycloak.form(form)))
                                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode credentials = Keycloak.json(response.body()).get("aws_credentials");
        return Credentials.builder()
                .accessKeyId(credentials.get("access_key_id").asText())
                .secretAccessKey(credentials.get("secret_access_key").asText())
                .sessionToken(credentials.get("session_token").asText())
                .build();
    }
}
