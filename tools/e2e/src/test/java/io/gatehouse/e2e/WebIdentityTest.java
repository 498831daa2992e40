package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

import java.util.List;
import java.util.Map;

/** AssumeRoleWithWebIdentity with the AWS SDK, decided by the trust policy alone (SEMANTICS 8). */
@ExtendWith(RunningGatehouse.class)
class WebIdentityTest {

    private static int count;

    private final LocalProvider provider = new LocalProvider();
    private IamClient iam;
    private StsClient sts;

    @BeforeEach
    void register(GatehouseProcess gatehouse) {
        iam = AwsClients.iam(gatehouse);
        sts = Federated.sts(gatehouse);
        iam.createOpenIDConnectProvider(r -> r.url(provider.issuer()).clientIDList("web"));
    }

    @AfterEach
    void stop() {
        provider.close();
        iam.close();
        sts.close();
    }

    private String role(String conditions, Tag... tags) {
        String name = "web-identity-" + count++;
        String trust =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Federated":"%s"},
                "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],
                "Condition":%s}]}
                """
                        .formatted(provider.arn(), conditions);
        String arn =
                iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust).tags(tags))
                        .role()
                        .arn();
        iam.putRolePolicy(r ->
                r.roleName(name)
                        .policyName("lists-users")
                        .policyDocument(
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Action":"iam:ListUsers","Resource":"*"}]}
                                """));
        return arn;
    }

    private String subjectIs(String subject) {
        return "{\"StringEquals\":{\"%1$s:sub\":\"%2$s\",\"%1$s:aud\":\"web\"}}"
                .formatted(provider.name(), subject);
    }

    private Credentials assume(String role, String token) {
        return sts.assumeRoleWithWebIdentity(
                        r -> r.roleArn(role).roleSessionName("sess").webIdentityToken(token))
                .credentials();
    }

    @Test
    void a_token_gives_what_the_role_has_and_no_more(GatehouseProcess gatehouse) {
        String role = role(subjectIs("alice"));
        Credentials given = assume(role, provider.token("alice", Map.of()));
        try (IamClient alice = Federated.iam(gatehouse, given)) {
            assertThat(alice.listUsers().sdkHttpResponse().isSuccessful()).isTrue();
            assertThatThrownBy(() -> alice.createUser(r -> r.userName("x")))
                    .isInstanceOfSatisfying(
                            IamException.class,
                            e ->
                                    assertThat(e.awsErrorDetails().errorCode())
                                            .isEqualTo("AccessDenied"));
        }
    }

    @Test
    void another_subject_and_another_provider_are_denied() {
        String role = role(subjectIs("alice"));
        denied(role, provider.token("bob", Map.of()));
        try (LocalProvider other = new LocalProvider()) {
            iam.createOpenIDConnectProvider(r -> r.url(other.issuer()).clientIDList("web"));
            denied(role, other.token("alice", Map.of()));
        }
    }

    /** As Kubernetes projects it into a pod; the trust policy is that of docs/federation.md. */
    @Test
    void a_pod_gets_the_role_of_its_service_account_and_another_pod_does_not() {
        iam.addClientIDToOpenIDConnectProvider(
                r -> r.openIDConnectProviderArn(provider.arn()).clientID("sts.gatehouse"));
        String role =
                role(
                        """
                        {"StringEquals":{"%1$s:aud":"sts.gatehouse",
                        "%1$s:sub":"system:serviceaccount:shop:orders"}}
                        """
                                .formatted(provider.name()));
        assertThat(assume(role, serviceAccount("orders", "sts.gatehouse")).accessKeyId())
                .startsWith("ASIA");
        denied(role, serviceAccount("invoices", "sts.gatehouse"));
        denied(role, serviceAccount("orders", "web"));
        assertThatThrownBy(() -> assume(role, serviceAccount("orders", "https://kubernetes")))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("audience");
    }

    private String serviceAccount(String name, String audience) {
        return provider.token(
                "system:serviceaccount:shop:" + name,
                Map.of(
                        "aud",
                        List.of(audience),
                        "kubernetes.io",
                        Map.of(
                                "namespace",
                                "shop",
                                "pod",
                                Map.of("name", name + "-7d4b9", "uid", "5f1c"),
                                "serviceaccount",
                                Map.of("name", name, "uid", "8a2e"))));
    }

    private void denied(String role, String token) {
        assertThatThrownBy(() -> assume(role, token))
                .isInstanceOfSatisfying(
                        StsException.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorMessage())
                                        .isEqualTo(
                                                "Not authorized to perform"
                                                        + " sts:AssumeRoleWithWebIdentity"));
    }

    @Test
    void a_tag_that_the_token_asks_for_never_shadows_the_tag_of_the_role() {
        String sameTeam =
                "{\"StringEquals\":{\"aws:ResourceTag/team\":\"${aws:RequestTag/team}\"}}";
        String role = role(sameTeam, Tag.builder().key("team").value("red").build());
        denied(role, provider.token("alice", tagged("blue")));
        assertThat(assume(role, provider.token("alice", tagged("red"))).accessKeyId())
                .startsWith("ASIA");
    }

    private static Map<String, Object> tagged(String team) {
        return Map.of(
                "https://aws.amazon.com/tags",
                Map.of("principal_tags", Map.of("team", List.of(team))));
    }
}
