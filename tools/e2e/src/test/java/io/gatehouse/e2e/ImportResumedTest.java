package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An import that dies in the middle is resumed; one whose service dies goes on by itself. */
@ExtendWith(RunningGatehouse.class)
class ImportResumedTest {

    private static final String PREFIX = "/resumed/";
    private static final int USERS = 800;

    @Test
    void an_import_killed_in_the_middle_is_completed_by_the_next_run(
            GatehouseProcess gatehouse, @TempDir Path directory) throws Exception {
        String file = account(directory).toString();
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            Process first = gatehouse.start("import", file);
            Eventually.within(
                    Duration.ofSeconds(60),
                    "something is imported",
                    () -> !users(iam).isEmpty() || !first.isAlive());
            first.destroyForcibly().waitFor();
            assertThat(users(iam)).as("the first run died too late").hasSizeLessThan(USERS);

            GatehouseProcess.Said second = gatehouse.run("import", file);
            assertThat(second.status()).as(second.text()).isZero();
            assertThat(users(iam)).hasSize(USERS);
            assertThat(iam.listUserPolicies(r -> r.userName("resumed-799")).policyNames())
                    .containsExactly("own");

            GatehouseProcess.Said third = gatehouse.run("import", file);
            assertThat(third.status()).as(third.text()).isZero();
            assertThat(ImportTable.of(third.text()).changes()).as(third.text()).isZero();
        }
    }

    @Test
    void an_import_waits_for_a_service_that_is_killed_under_it(
            GatehouseProcess gatehouse, @TempDir Path directory) throws Exception {
        FreshAccount account = FreshAccount.create(gatehouse);
        Process running =
                gatehouse.start("import", account(directory).toString(), "--into", account.id());
        try (IamClient iam = AwsClients.iam(gatehouse, account.root())) {
            Eventually.within(
                    Duration.ofSeconds(60),
                    "something is imported",
                    () -> !users(iam).isEmpty() || !running.isAlive());
            gatehouse.kill("policy-service");
            assertThat(running.waitFor(90, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(running.exitValue()).isZero();
            assertThat(users(iam)).hasSize(USERS);
            assertThat(iam.listUserPolicies(r -> r.userName("resumed-799")).policyNames())
                    .containsExactly("own");
        }
    }

    private static List<User> users(IamClient iam) {
        return iam.listUsersPaginator(r -> r.pathPrefix(PREFIX)).users().stream().toList();
    }

    private static Path account(Path directory) throws IOException {
        String users =
                IntStream.range(0, USERS)
                        .mapToObj(i ->
                                """
                                {"Path": "%s", "UserName": "resumed-%d",
                                 "Arn": "arn:aws:iam::100200300400:user%sresumed-%d",
                                 "CreateDate": "2026-01-05T09:00:00+00:00", "GroupList": [],
                                 "AttachedManagedPolicies": [],
                                 "UserPolicyList": [{"PolicyName": "own", "PolicyDocument":
                                  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                   "Action": "s3:GetObject", "Resource": "arn:aws:s3:::r%d/*"}]}}]}
                                """
                                        .formatted(PREFIX, i, PREFIX, i, i))
                        .collect(Collectors.joining(","));
        return Files.writeString(
                directory.resolve("account.json"),
                """
                {"UserDetailList": [%s], "GroupDetailList": [], "RoleDetailList": [], "Policies": []}
                """
                        .formatted(users));
    }
}
