package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.iam.IamClient;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A person signs in at the gateway in headless Chromium, with a password and at a provider. Its
 * pictures are in {@code target/browser}.
 */
@ExtendWith(RunningGatehouse.class)
class SignInTest {

    @Test
    void a_person_signs_in_switches_roles_changes_the_password_and_signs_out(
            GatehouseProcess gatehouse) {
        Chromium chromium = Chromium.assumeHere();
        try (IamClient root = AwsClients.iam(gatehouse)) {
            root.createUser(r -> r.userName("person"));
            root.putUserPolicy(r ->
                    r.userName("person")
                            .policyName("self")
                            .policyDocument(
                                    "{\"Version\":\"2012-10-17\",\"Statement\":["
                                            + "{\"Effect\":\"Allow\",\"Action\":"
                                            + "[\"iam:ChangePassword\",\"iam:GetUser\"],"
                                            + "\"Resource\":\"arn:aws:iam::"
                                            + GatehouseProcess.ACCOUNT
                                            + ":user/${aws:username}\"},"
                                            + "{\"Effect\":\"Allow\",\"Action\":"
                                            + "[\"iam:List*\",\"sts:AssumeRole\"],"
                                            + "\"Resource\":\"*\"}]}"));
            root.createLoginProfile(
                    r -> r.userName("person").password("First-pass-1").passwordResetRequired(true));
            root.createRole(r ->
                    r.roleName("caretaker")
                            .assumeRolePolicyDocument(
                                    "{\"Version\":\"2012-10-17\",\"Statement\":{"
                                            + "\"Effect\":\"Allow\",\"Principal\":"
                                            + "{\"AWS\":\"arn:aws:iam::"
                                            + GatehouseProcess.ACCOUNT
                                            + ":root\"},\"Action\":\"sts:AssumeRole\"}}"));
        }
        GatehouseProcess.Said said =
                chromium.run(
                        "sign-in.mjs",
                        Map.of(
                                "GATEWAY",
                                gatehouse.gateway(),
                                "ACCOUNT",
                                GatehouseProcess.ACCOUNT,
                                "USER_NAME",
                                "person",
                                "PASSWORD",
                                "First-pass-1",
                                "NEW_PASSWORD",
                                "Second-pass-2",
                                "LAST_PASSWORD",
                                "Third-pass-3",
                                "ROLE",
                                "caretaker"));
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("ok: the role acts").contains("ok: no frame shows");
        Eventually.within(
                Duration.ofSeconds(30),
                "what was done on the page is billed",
                () -> {
                    String csv = gatehouse.run("usage", "--csv", "--by", "principal,action").text();
                    return csv.contains("user/person,SignIn,")
                            && csv.contains("user/person,ChangePassword,")
                            && csv.contains("user/person,AssumeRole,");
                });
    }

    @Test
    void a_person_signs_in_at_a_provider_and_takes_the_keys_of_the_role_to_the_command_line(
            GatehouseProcess gatehouse) {
        Chromium chromium = Chromium.assumeHere();
        try (LocalProvider provider = new LocalProvider();
                IamClient root = AwsClients.iam(gatehouse)) {
            root.createOpenIDConnectProvider(r -> r.url(provider.issuer()).clientIDList("web"));
            provider.letIn("u-17", Map.of("groups", List.of("staff"), "email", "ann@example.com"));
            role(root, "visitor", provider);
            map(gatehouse, provider);
            FederatedVisit visit =
                    FederatedVisit.run(
                            chromium,
                            gatehouse,
                            Map.of(
                                    "PROVIDER",
                                    provider.name(),
                                    "PRINCIPAL",
                                    "assumed-role/visitor/ann@example.com",
                                    "SWITCH_TO",
                                    "visitor-next",
                                    "SHOTS_PREFIX",
                                    "provider"));
            assertThat(visit.said()).contains("ok: the role that was switched to acts");
            try (IamClient ann = Federated.iam(gatehouse, visit.credentials())) {
                assertThat(ann.listUsers().sdkHttpResponse().isSuccessful()).isTrue();
            }
            provider.letIn("u-18", Map.of("groups", List.of("guests"), "email", "g@example.com"));
            assertThat(FederatedVisit.refused(chromium, gatehouse, provider.name()))
                    .contains("Not authorized");
        }
    }

    private static void role(IamClient root, String name, LocalProvider provider) {
        root.createRole(r ->
                r.roleName(name)
                        .assumeRolePolicyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Principal":{"Federated":"%s"},
                                "Action":"sts:AssumeRoleWithWebIdentity",
                                "Condition":{"StringEquals":{"%s:aud":"web"}}}]}
                                """
                                        .formatted(provider.arn(), provider.name())));
        root.putRolePolicy(r ->
                r.roleName(name)
                        .policyName("lists")
                        .policyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Action":["iam:ListUsers","sts:AssumeRole"],"Resource":"*"}]}
                                """));
        root.createRole(r ->
                r.roleName(name + "-next")
                        .assumeRolePolicyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Principal":{"AWS":"arn:aws:iam::%s:role/%s"},
                                "Action":"sts:AssumeRole"}]}
                                """
                                        .formatted(GatehouseProcess.ACCOUNT, name)));
    }

    private static void map(GatehouseProcess gatehouse, LocalProvider provider) {
        SignedJson.Reply reply =
                SignedJson.root(gatehouse)
                        .send(
                                SdkHttpMethod.POST,
                                "/api/federation/mappings",
                                """
                                {"provider":"%s","sign_in_client":"web","rules":[
                                {"name":"staff","when":[{"claim":"groups","contains":"staff"}],
                                "role":"arn:aws:iam::%s:role/visitor","session_name":"${email}"}]}
                                """
                                        .formatted(provider.arn(), GatehouseProcess.ACCOUNT));
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    }
}
