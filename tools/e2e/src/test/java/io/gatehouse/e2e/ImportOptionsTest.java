package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** {@code gatehouse import --dry-run} and {@code --into}. */
@ExtendWith(RunningGatehouse.class)
class ImportOptionsTest {

    private static final String FILE =
            GatehouseProcess.projectFile("examples/back-office.json").toString();

    @Test
    void a_dry_run_tells_what_the_file_holds_and_sends_nothing(GatehouseProcess gatehouse) {
        FreshAccount account = FreshAccount.create(gatehouse);
        GatehouseProcess.Said said =
                gatehouse.run("import", FILE, "--into", account.id(), "--dry-run");
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text())
                .containsPattern("[1-9]\\d* users, [1-9]\\d* groups, [1-9]\\d* roles")
                .contains("nothing was sent (--dry-run)");
        try (IamClient root = AwsClients.iam(gatehouse, account.root())) {
            assertThat(root.listUsers().users()).isEmpty();
        }
    }

    @Test
    void another_account_takes_all_and_stands_in_every_arn(GatehouseProcess gatehouse) {
        FreshAccount account = FreshAccount.create(gatehouse);
        GatehouseProcess.Said said = gatehouse.run("import", FILE, "--into", account.id());
        assertThat(said.status()).as(said.text()).isZero();
        try (IamClient root = AwsClients.iam(gatehouse, account.root())) {
            assertThat(root.listUsers().users())
                    .extracting(User::arn)
                    .contains("arn:aws:iam::%s:user/people/dana".formatted(account.id()))
                    .allSatisfy(arn -> assertThat(arn).doesNotContain(GatehouseProcess.ACCOUNT));
            assertThat(root.listRoles().roles())
                    .isNotEmpty()
                    .allSatisfy(role ->
                            assertThat(
                                            URLDecoder.decode(
                                                    role.assumeRolePolicyDocument(),
                                                    StandardCharsets.UTF_8))
                                    .contains(account.id())
                                    .doesNotContain(GatehouseProcess.ACCOUNT));
        }
    }
}
