package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsClient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What a person does in the first five minutes, as the README tells it. */
@ExtendWith(RunningGatehouse.class)
class FirstStepsTest {

    private static final String READ_REPORTS =
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}]}
            """;

    @Test
    void a_user_may_what_its_policy_says_and_nothing_else(GatehouseProcess gatehouse) {
        try (IamClient iam = AwsClients.iam(gatehouse);
                DecisionClient decisions = new DecisionClient(gatehouse)) {
            String alice = iam.createUser(r -> r.userName("alice")).user().arn();
            String policy =
                    iam.createPolicy(r -> r.policyName("read-reports").policyDocument(READ_REPORTS))
                            .policy()
                            .arn();
            assertThat(decisions.isAllowed(alice, "s3:GetObject", "arn:aws:s3:::reports/q1"))
                    .isFalse();
            iam.attachUserPolicy(r -> r.userName("alice").policyArn(policy));
            Eventually.within(
                    java.time.Duration.ofSeconds(1),
                    "alice may read reports",
                    () -> decisions.isAllowed(alice, "s3:GetObject", "arn:aws:s3:::reports/q1"));
            assertThat(decisions.isAllowed(alice, "s3:PutObject", "arn:aws:s3:::reports/q1"))
                    .isFalse();
            assertThat(decisions.isAllowed(alice, "s3:GetObject", "arn:aws:s3:::salaries/q1"))
                    .isFalse();
        }
    }

    @Test
    void the_check_command_prints_the_decision_and_its_reason(GatehouseProcess gatehouse) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            iam.createUser(r -> r.userName("carol"));
            iam.putUserPolicy(
                    r -> r.userName("carol").policyName("reports").policyDocument(READ_REPORTS));
            String carol = "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":user/carol";
            Eventually.within(
                    java.time.Duration.ofSeconds(15),
                    "the command says that carol may",
                    () -> check(gatehouse, carol, "s3:GetObject").status() == 0);
            GatehouseProcess.Said allowed = check(gatehouse, carol, "s3:GetObject");
            assertThat(allowed.text()).contains("ALLOWED").contains("reports");
            GatehouseProcess.Said denied = check(gatehouse, carol, "s3:PutObject");
            assertThat(denied.status()).isEqualTo(1);
            assertThat(denied.text()).contains("DENIED");
            assertThat(check(gatehouse, carol, "nonsense").status()).isEqualTo(2);
        }
    }

    @Test
    void gatehouse_itself_refuses_a_user_whom_nothing_allows(GatehouseProcess gatehouse) {
        try (IamClient root = AwsClients.iam(gatehouse)) {
            String arn = root.createUser(r -> r.userName("eve")).user().arn();
            AccessKey key = root.createAccessKey(r -> r.userName("eve")).accessKey();
            try (IamClient eve =
                            AwsClients.iam(gatehouse, key.accessKeyId(), key.secretAccessKey());
                    StsClient sts =
                            AwsClients.sts(gatehouse, key.accessKeyId(), key.secretAccessKey())) {
                assertThat(sts.getCallerIdentity().arn()).isEqualTo(arn);
                assertThatThrownBy(() -> eve.createUser(r -> r.userName("mallory")))
                        .isInstanceOfSatisfying(
                                IamException.class,
                                e -> {
                                    assertThat(e.awsErrorDetails().errorCode())
                                            .isEqualTo("AccessDenied");
                                    assertThat(e.getMessage()).contains("iam:CreateUser");
                                });
            }
            assertThatThrownBy(() -> root.createUser(r -> r.userName("eve")))
                    .isInstanceOf(EntityAlreadyExistsException.class);
        }
    }

    @Test
    void secrets_are_readable_by_their_owner_alone(GatehouseProcess gatehouse) throws Exception {
        Path data = gatehouse.data();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        List<Path> secrets =
                List.of(
                        data.resolve("credentials"),
                        data.resolve("config"),
                        data.resolve("keys").resolve("master-1.key"),
                        data.resolve("run").resolve("identity-service.properties"));
        for (Path secret : secrets) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as(secret.toString())
                    .isEqualTo("rw-------");
        }
        String secret = gatehouse.credential("aws_secret_access_key");
        try (var files = Files.walk(data.resolve("logs"))) {
            for (Path log : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(secret);
            }
        }
    }

    @Test
    void status_tells_of_every_service(GatehouseProcess gatehouse) {
        GatehouseProcess.Said said = gatehouse.run("status");
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("identity-service", "policy-service", "authz-service", "gateway");
    }

    @Test
    void a_second_up_on_the_same_ports_says_which_port_is_taken(GatehouseProcess gatehouse) {
        GatehouseProcess.Said said = GatehouseProcess.upElsewhereOnTheSamePorts(gatehouse);
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text()).contains("port " + gatehouse.port(8080)).contains("--port-offset");
    }

    private static GatehouseProcess.Said check(
            GatehouseProcess gatehouse, String principal, String action) {
        return gatehouse.run(
                "check",
                "--principal",
                principal,
                "--action",
                action,
                "--resource",
                "arn:aws:s3:::reports/q1");
    }
}
