package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PasswordPolicyViolationException;
import software.amazon.awssdk.services.iam.model.ReportStateType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Credentials of users, as the AWS SDK manages them. */
@ExtendWith(RunningGatehouse.class)
class CredentialsTest {

    @Test
    void a_user_gets_a_password_and_changes_it(GatehouseProcess gatehouse) {
        try (IamClient root = AwsClients.iam(gatehouse)) {
            root.createUser(r -> r.userName("pat"));
            root.updateAccountPasswordPolicy(r ->
                    r.minimumPasswordLength(10)
                            .requireNumbers(true)
                            .allowUsersToChangePassword(true)
                            .passwordReusePrevention(3));
            assertThat(root.getAccountPasswordPolicy().passwordPolicy().minimumPasswordLength())
                    .isEqualTo(10);
            assertThatThrownBy(() ->
                            root.createLoginProfile(r -> r.userName("pat").password("too-short")))
                    .isInstanceOf(PasswordPolicyViolationException.class);
            root.createLoginProfile(
                    r -> r.userName("pat").password("first-pass-1").passwordResetRequired(true));
            assertThatThrownBy(() -> root.deleteUser(r -> r.userName("pat")))
                    .isInstanceOf(DeleteConflictException.class);
            AccessKey key = root.createAccessKey(r -> r.userName("pat")).accessKey();
            try (IamClient pat =
                    AwsClients.iam(gatehouse, key.accessKeyId(), key.secretAccessKey())) {
                // No policy allows it: the account lets its users.
                pat.changePassword(r -> r.oldPassword("first-pass-1").newPassword("second-pass-2"));
                assertThatThrownBy(() ->
                                pat.changePassword(r ->
                                        r.oldPassword("second-pass-2").newPassword("first-pass-1")))
                        .isInstanceOf(PasswordPolicyViolationException.class);
                root.putUserPolicy(r ->
                        r.userName("pat")
                                .policyName("no")
                                .policyDocument(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":{"
                                                + "\"Effect\":\"Deny\",\"Action\":"
                                                + "\"iam:ChangePassword\",\"Resource\":\"*\"}}"));
                assertThatThrownBy(() ->
                                pat.changePassword(r ->
                                        r.oldPassword("second-pass-2").newPassword("third-pass-3")))
                        .isInstanceOfSatisfying(
                                IamException.class,
                                e ->
                                        assertThat(e.awsErrorDetails().errorCode())
                                                .isEqualTo("AccessDenied"));
            }
            assertThat(
                            root.getLoginProfile(r -> r.userName("pat"))
                                    .loginProfile()
                                    .passwordResetRequired())
                    .isFalse();
            root.deleteLoginProfile(r -> r.userName("pat"));
            root.deleteAccountPasswordPolicy();
            assertThatThrownBy(root::getAccountPasswordPolicy)
                    .isInstanceOf(NoSuchEntityException.class);
        }
    }

    @Test
    void a_device_comes_with_its_seed_and_picture(GatehouseProcess gatehouse) {
        try (IamClient root = AwsClients.iam(gatehouse)) {
            VirtualMFADevice device =
                    root.createVirtualMFADevice(r -> r.virtualMFADeviceName("pocket"))
                            .virtualMFADevice();
            assertThat(device.base32StringSeed().asUtf8String()).matches("[A-Z2-7]{32}");
            assertThat(device.qrCodePNG().asByteArray()).startsWith(new byte[] {-119, 'P', 'N'});
            assertThat(
                            root.listVirtualMFADevicesPaginator().virtualMFADevices().stream()
                                    .map(VirtualMFADevice::serialNumber))
                    .contains(device.serialNumber());
            root.tagMFADevice(r ->
                    r.serialNumber(device.serialNumber())
                            .tags(Tag.builder().key("of").value("pat").build()));
            assertThat(root.listMFADeviceTags(r -> r.serialNumber(device.serialNumber())).tags())
                    .hasSize(1);
            root.deleteVirtualMFADevice(r -> r.serialNumber(device.serialNumber()));
        }
    }

    @Test
    void an_account_has_a_name_a_summary_and_a_report(GatehouseProcess gatehouse) {
        try (IamClient root = AwsClients.iam(gatehouse)) {
            root.createAccountAlias(r -> r.accountAlias("end-to-end"));
            assertThat(root.listAccountAliases().accountAliases()).containsExactly("end-to-end");
            root.createUser(r -> r.userName("counted"));
            assertThat(root.getAccountSummary().summaryMapAsStrings())
                    .containsEntry("UsersQuota", 5000)
                    .containsEntry("AccountAccessKeysPresent", 1)
                    .containsKeys("Users", "Policies", "PolicyVersionsInUse");
            root.generateCredentialReport();
            assertThat(root.generateCredentialReport().state()).isEqualTo(ReportStateType.COMPLETE);
            List<String> lines =
                    root.getCredentialReport().content().asUtf8String().lines().toList();
            assertThat(lines.getFirst()).startsWith("user,arn,user_creation_time");
            assertThat(lines).anyMatch(line -> line.startsWith("<root_account>,"));
            assertThat(
                            root.getAccessKeyLastUsed(r ->
                                            r.accessKeyId(
                                                    gatehouse.credential("aws_access_key_id")))
                                    .accessKeyLastUsed()
                                    .serviceName())
                    .isEqualTo("iam");
            root.deleteAccountAlias(r -> r.accountAlias("end-to-end"));
        }
    }

    @Test
    void a_lost_root_key_is_replaced_by_who_has_the_files(GatehouseProcess gatehouse)
            throws Exception {
        GatehouseProcess.Said made = gatehouse.run("account", "create", "--name", "lost");
        assertThat(made.status()).as(made.text()).isZero();
        String account = word(made.text(), "account");
        String lostKey = word(made.text(), "access key id");
        String lostSecret = word(made.text(), "secret access key");
        GatehouseProcess.Said reset = gatehouse.run("account", "reset-root-key", account);
        assertThat(reset.status()).as(reset.text()).isZero();
        Path file = gatehouse.data().resolve("root-key-" + account);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        String secret = lines.get(1).substring(lines.get(1).indexOf(" = ") + 3);
        assertThat(reset.text()).as("this is no terminal").doesNotContain(secret);
        String id = lines.get(0).substring(lines.get(0).indexOf(" = ") + 3);
        try (IamClient renewed = AwsClients.iam(gatehouse, id, secret);
                IamClient lost = AwsClients.iam(gatehouse, lostKey, lostSecret)) {
            assertThat(renewed.listUsers().users()).isEmpty();
            assertThatThrownBy(lost::listUsers)
                    .isInstanceOfSatisfying(
                            IamException.class,
                            e ->
                                    assertThat(e.awsErrorDetails().errorCode())
                                            .isEqualTo("InvalidClientTokenId"));
        }
    }

    private static String word(String text, String label) {
        return text.lines()
                .filter(line -> line.startsWith(label))
                .findFirst()
                .map(line -> line.substring(label.length()).strip())
                .orElseThrow();
    }
}
