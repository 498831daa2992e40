package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Header;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.SignedRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Temporary credentials as any program uses them: through the gateway, with the AWS SDK. */
@ExtendWith(RunningGatehouse.class)
class SessionsTest {

    private static final String ACCOUNT = GatehouseProcess.ACCOUNT;

    /** SHA-256 of an empty body. */
    private static final String NOTHING =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String name = "session-" + NAMES.incrementAndGet();
    private final String roleArn = "arn:aws:iam::" + ACCOUNT + ":role/" + name;
    private IamClient root;
    private AccessKey key;
    private StsClient alice;

    @BeforeEach
    void alice_has_a_key(GatehouseProcess gatehouse) {
        root = AwsClients.iam(gatehouse);
        root.createUser(r -> r.userName(name));
        key = root.createAccessKey(r -> r.userName(name)).accessKey();
        alice = AwsClients.sts(gatehouse, key.accessKeyId(), key.secretAccessKey());
    }

    @AfterEach
    void close() {
        root.close();
        alice.close();
    }

    private static String policy(String effect, String action, String more) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":%s%s}]}
        """
                .formatted(effect, action, more);
    }

    private void role(String condition, String mayDo) {
        String trusted = "\"arn:aws:iam::%s:user/%s\"".formatted(ACCOUNT, name);
        root.createRole(r ->
                r.roleName(name)
                        .assumeRolePolicyDocument(
                                policy(
                                        "Allow",
                                        "[\"sts:AssumeRole\",\"sts:TagSession\"]",
                                        ",\"Principal\":{\"AWS\":" + trusted + "}" + condition)));
        root.putRolePolicy(r ->
                r.roleName(name)
                        .policyName("may")
                        .policyDocument(
                                policy("Allow", "\"" + mayDo + "\"", ",\"Resource\":\"*\"")));
    }

    private Credentials assume(Consumer<AssumeRoleRequest.Builder> more) {
        return alice.assumeRole(r -> more.accept(r.roleArn(roleArn).roleSessionName("sess")))
                .credentials();
    }

    private static String codeOf(Runnable call) {
        return catchThrowableOfType(AwsServiceException.class, call::run)
                .awsErrorDetails()
                .errorCode();
    }

    @Test
    void a_role_is_assumed_acted_in_and_never_exceeded(GatehouseProcess gatehouse) {
        role("", "iam:ListUsers");
        Credentials session = assume(r -> {});

        try (IamClient iam = AwsClients.iam(gatehouse, session);
                StsClient sts = AwsClients.sts(gatehouse, session)) {
            assertThat(sts.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::%s:assumed-role/%s/sess".formatted(ACCOUNT, name));
            assertThat(iam.listUsers().users()).isNotEmpty();
            assertThat(root.getAccountAuthorizationDetailsPaginator().roleDetailList())
                    .filteredOn(role -> role.roleName().equals(name))
                    .allSatisfy(role -> assertThat(role.roleLastUsed().lastUsedDate()).isNotNull());
            assertThatThrownBy(() -> iam.createUser(r -> r.userName("never")))
                    .hasMessageContaining(":assumed-role/" + name + "/sess is not authorized")
                    .hasMessageContaining("Encoded authorization failure message");
            root.deleteRolePolicy(r -> r.roleName(name).policyName("may"));
            assertThat(codeOf(iam::listUsers)).isEqualTo("AccessDenied");
            root.deleteRole(r -> r.roleName(name));
            assertThat(codeOf(iam::listUsers)).isEqualTo("InvalidClientTokenId");
        }
    }

    @Test
    void the_external_id_decides(GatehouseProcess gatehouse) {
        role(",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x-1\"}}", "iam:ListUsers");

        assertThat(codeOf(() -> assume(r -> {}))).isEqualTo("AccessDenied");
        assertThat(codeOf(() -> assume(r -> r.externalId("X-1")))).isEqualTo("AccessDenied");
        assertThat(assume(r -> r.externalId("x-1")).accessKeyId()).startsWith("ASIA");
    }

    @Test
    void what_is_no_role_is_refused_as_one_that_does_not_trust(GatehouseProcess gatehouse) {
        assertThat(codeOf(() -> assume(r -> {}))).isEqualTo("AccessDenied");
    }

    @Test
    void tags_and_session_policies_count_in_decisions(GatehouseProcess gatehouse) {
        role("", "*");
        root.putRolePolicy(r ->
                r.roleName(name)
                        .policyName("not-blue")
                        .policyDocument(
                                policy(
                                        "Deny",
                                        "\"iam:ListRoles\"",
                                        """
                                        ,"Resource":"*","Condition":{"StringEquals":
                                        {"aws:PrincipalTag/team":"blue"}}\
                                        """)));
        Tag blue = Tag.builder().key("Team").value("blue").build();
        Credentials session =
                assume(r ->
                        r.tags(blue)
                                .policy(
                                        policy(
                                                "Allow",
                                                "[\"iam:ListRoles\",\"iam:ListUsers\"]",
                                                ",\"Resource\":\"*\"")));

        try (IamClient iam = AwsClients.iam(gatehouse, session)) {
            assertThat(iam.listUsers().users()).isNotEmpty();
            assertThat(codeOf(iam::listRoles)).isEqualTo("AccessDenied");
            assertThat(codeOf(iam::listGroups)).isEqualTo("AccessDenied");
        }
    }

    @Test
    void a_role_assumes_a_role_for_an_hour_at_most(GatehouseProcess gatehouse) {
        role("", "sts:AssumeRole");
        String next = name + "-next";
        root.createRole(r ->
                r.roleName(next)
                        .maxSessionDuration(43_200)
                        .assumeRolePolicyDocument(
                                policy(
                                        "Allow",
                                        "\"sts:AssumeRole\"",
                                        ",\"Principal\":{\"AWS\":\"" + roleArn + "\"}")));
        root.putRolePolicy(r ->
                r.roleName(next)
                        .policyName("may")
                        .policyDocument(
                                policy("Allow", "\"iam:CreateGroup\"", ",\"Resource\":\"*\"")));

        try (StsClient sts = AwsClients.sts(gatehouse, assume(r -> {}))) {
            AssumeRoleRequest.Builder chained =
                    AssumeRoleRequest.builder()
                            .roleArn("arn:aws:iam::" + ACCOUNT + ":role/" + next)
                            .roleSessionName("two");
            assertThat(codeOf(() -> sts.assumeRole(chained.durationSeconds(7200).build())))
                    .isEqualTo("ValidationError");
            Credentials second =
                    sts.assumeRole(chained.durationSeconds(3600).build()).credentials();
            try (IamClient iam = AwsClients.iam(gatehouse, second)) {
                assertThat(iam.createGroup(r -> r.groupName(name)).group().arn()).endsWith(name);
            }
            root.deleteAccessKey(r -> r.userName(name).accessKeyId(key.accessKeyId()));
            try (IamClient iam = AwsClients.iam(gatehouse, second)) {
                assertThat(codeOf(() -> iam.createGroup(r -> r.groupName(name + "-late"))))
                        .isEqualTo("InvalidClientTokenId");
            }
        }
    }

    @Test
    void sessions_are_revoked_by_their_issue_time(GatehouseProcess gatehouse) throws Exception {
        role("", "iam:ListUsers");
        Credentials old = assume(r -> {});
        Instant second = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        root.putRolePolicy(r ->
                r.roleName(name)
                        .policyName("AWSRevokeOlderSessions")
                        .policyDocument(
                                policy(
                                        "Deny",
                                        "\"*\"",
                                        """
                                        ,"Resource":"*","Condition":{"DateLessThan":
                                        {"aws:TokenIssueTime":"%s"}}\
                                        """
                                                .formatted(second))));

        try (IamClient iam = AwsClients.iam(gatehouse, old)) {
            assertThat(codeOf(iam::listUsers)).isEqualTo("AccessDenied");
        }
        // Sessions are issued in whole seconds: the next one is of the next second.
        Eventually.within(
                java.time.Duration.ofSeconds(5),
                "the second is over",
                () -> !Instant.now().isBefore(second));
        try (IamClient iam = AwsClients.iam(gatehouse, assume(r -> {}))) {
            assertThat(iam.listUsers().users()).isNotEmpty();
        }
    }

    @Test
    void a_federated_user_has_what_its_policy_and_the_users_rights_share(
            GatehouseProcess gatehouse) {
        root.putUserPolicy(r ->
                r.userName(name)
                        .policyName("may")
                        .policyDocument(
                                policy(
                                        "Allow",
                                        "[\"sts:GetFederationToken\",\"s3:*\"]",
                                        ",\"Resource\":\"*\"")));
        String limit = policy("Allow", "[\"s3:GetObject\",\"ec2:*\"]", ",\"Resource\":\"*\"");
        Credentials fred =
                alice.getFederationToken(r -> r.name("fred").policy(limit)).credentials();

        try (DecisionClient decisions = new DecisionClient(gatehouse);
                IamClient iam = AwsClients.iam(gatehouse, fred)) {
            assertThat(decide(decisions, fred, "s3:GetObject")).isEqualTo(Decision.ALLOWED);
            assertThat(decide(decisions, fred, "s3:PutObject"))
                    .isEqualTo(Decision.IMPLICITLY_DENIED);
            assertThat(decide(decisions, fred, "ec2:RunInstances"))
                    .isEqualTo(Decision.IMPLICITLY_DENIED);
            assertThat(codeOf(iam::listUsers)).isEqualTo("InvalidClientTokenId");
        }
    }

    private static Decision decide(DecisionClient decisions, Credentials session, String action) {
        return decisions
                .ask(
                        CheckRequest.newBuilder()
                                .setPrincipal(
                                        Principal.newBuilder()
                                                .setSessionToken(session.sessionToken()))
                                .setAction(action)
                                .setResource("arn:aws:s3:::bucket/key")
                                .setResourceAccount(ACCOUNT)
                                .build())
                .getDecision();
    }

    @Test
    void a_users_session_ends_with_its_key(GatehouseProcess gatehouse) {
        Credentials session = alice.getSessionToken().credentials();
        try (StsClient sts = AwsClients.sts(gatehouse, session)) {
            assertThat(sts.getCallerIdentity().arn()).endsWith(":user/" + name);
            root.updateAccessKey(r ->
                    r.userName(name).accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE));
            assertThat(codeOf(sts::getCallerIdentity)).isEqualTo("InvalidClientTokenId");
            root.updateAccessKey(
                    r -> r.userName(name).accessKeyId(key.accessKeyId()).status(StatusType.ACTIVE));
            assertThat(sts.getCallerIdentity().arn()).endsWith(":user/" + name);
            root.deleteAccessKey(r -> r.userName(name).accessKeyId(key.accessKeyId()));
            assertThat(codeOf(sts::getCallerIdentity)).isEqualTo("InvalidClientTokenId");
        }
    }

    @Test
    void a_denial_is_decoded_by_whom_may(GatehouseProcess gatehouse) {
        try (IamClient iam = AwsClients.iam(gatehouse, key.accessKeyId(), key.secretAccessKey());
                StsClient ofRoot =
                        AwsClients.sts(
                                gatehouse,
                                gatehouse.credential("aws_access_key_id"),
                                gatehouse.credential("aws_secret_access_key"))) {
            String message =
                    catchThrowableOfType(AwsServiceException.class, iam::listUsers)
                            .awsErrorDetails()
                            .errorMessage();
            String encoded = message.substring(message.lastIndexOf(' ') + 1);

            assertThat(
                            ofRoot.decodeAuthorizationMessage(r -> r.encodedMessage(encoded))
                                    .decodedMessage())
                    .contains("iam:ListUsers", "\"allowed\":false", name);
            assertThat(
                            codeOf(() ->
                                    alice.decodeAuthorizationMessage(
                                            r -> r.encodedMessage(encoded))))
                    .isEqualTo("AccessDenied");
            assertThat(ofRoot.getAccessKeyInfo(r -> r.accessKeyId(key.accessKeyId())).account())
                    .isEqualTo(ACCOUNT);
        }
    }

    @Test
    void an_application_shows_the_request_that_it_received(GatehouseProcess gatehouse) {
        root.putUserPolicy(r ->
                r.userName(name)
                        .policyName("may")
                        .policyDocument(policy("Allow", "\"orders:Read\"", ",\"Resource\":\"*\"")));
        SignedRequest shown = signed("/orders/1");

        try (DecisionClient decisions = new DecisionClient(gatehouse)) {
            Eventually.within(
                    java.time.Duration.ofSeconds(10),
                    "alice may read orders",
                    () -> decide(decisions, shown, "orders:Read") == Decision.ALLOWED);
            assertThat(decide(decisions, shown, "orders:Write"))
                    .isEqualTo(Decision.IMPLICITLY_DENIED);
            SignedRequest changed = shown.toBuilder().setUri("/orders/2").build();
            assertThatThrownBy(() -> decide(decisions, changed, "orders:Read"))
                    .isInstanceOf(io.grpc.StatusRuntimeException.class);
            root.deleteAccessKey(r -> r.userName(name).accessKeyId(key.accessKeyId()));
            Eventually.within(
                    java.time.Duration.ofSeconds(10),
                    "the key that signed is gone",
                    () -> decide(decisions, shown, "orders:Read") != Decision.ALLOWED);
        }
    }

    private static Decision decide(DecisionClient decisions, SignedRequest shown, String action) {
        return decisions
                .ask(
                        CheckRequest.newBuilder()
                                .setPrincipal(Principal.newBuilder().setSignedRequest(shown))
                                .setAction(action)
                                .setResource("arn:aws:orders:::order/1")
                                .setResourceAccount(ACCOUNT)
                                .build())
                .getDecision();
    }

    private SignedRequest signed(String path) {
        SdkHttpRequest request =
                AwsV4HttpSigner.create()
                        .sign(s ->
                                s.identity(
                                                AwsCredentialsIdentity.create(
                                                        key.accessKeyId(), key.secretAccessKey()))
                                        .request(
                                                SdkHttpRequest.builder()
                                                        .method(SdkHttpMethod.GET)
                                                        .uri(
                                                                URI.create(
                                                                        "https://orders.example.org"
                                                                                + path))
                                                        .build())
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "orders")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                        .request();
        SignedRequest.Builder shown =
                SignedRequest.newBuilder().setMethod("GET").setUri(path).setBodySha256(NOTHING);
        request.headers()
                .forEach((header, values) ->
                        values.forEach(value ->
                                shown.addHeaders(
                                        Header.newBuilder().setName(header).setValue(value))));
        if (request.firstMatchingHeader("host").isEmpty()) {
            shown.addHeaders(Header.newBuilder().setName("Host").setValue("orders.example.org"));
        }
        return shown.build();
    }
}
