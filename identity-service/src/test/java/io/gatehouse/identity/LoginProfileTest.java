package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class LoginProfileTest {

    private static final String GOOD = "Correct-horse-7";
    private static final String BETTER = "Battery-staple-8";

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    @AfterEach
    void allowAll() {
        authz.allowAll();
        root.iam("DeleteAccountPasswordPolicy");
    }

    private void user(String name) {
        root.iam("CreateUser", "UserName", name).then().statusCode(200);
    }

    private Client keyOf(String name) {
        XmlPath made = root.iam("CreateAccessKey", "UserName", name).xmlPath();
        String path = "CreateAccessKeyResponse.CreateAccessKeyResult.AccessKey.";
        return new Client(
                tokens,
                made.getString(path + "AccessKeyId"),
                made.getString(path + "SecretAccessKey"));
    }

    private static void assertRefused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Code")).isEqualTo(code);
    }

    @Test
    void a_login_profile_is_created_read_changed_and_deleted() {
        user("login-life");
        root.iam("CreateLoginProfile", "UserName", "login-life", "Password", GOOD)
                .then()
                .statusCode(200)
                .body(
                        "CreateLoginProfileResponse.CreateLoginProfileResult.LoginProfile"
                                + ".PasswordResetRequired",
                        equalTo("false"));
        assertThat(authz.last().action()).isEqualTo("iam:CreateLoginProfile");
        assertThat(authz.last().resource()).isEqualTo("arn:aws:iam::111111111111:user/login-life");
        assertRefused(
                root.iam("CreateLoginProfile", "UserName", "login-life", "Password", GOOD),
                409,
                "EntityAlreadyExists");
        root.iam("UpdateLoginProfile", "UserName", "login-life", "PasswordResetRequired", "true")
                .then()
                .statusCode(200);
        root.iam("GetLoginProfile", "UserName", "login-life")
                .then()
                .body(
                        "GetLoginProfileResponse.GetLoginProfileResult.LoginProfile"
                                + ".PasswordResetRequired",
                        equalTo("true"))
                .body(
                        "GetLoginProfileResponse.GetLoginProfileResult.LoginProfile.UserName",
                        equalTo("login-life"));
        Response deleted = root.iam("DeleteUser", "UserName", "login-life");
        assertRefused(deleted, 409, "DeleteConflict");
        assertThat(deleted.asString()).contains("must delete login profile first");
        root.iam("DeleteLoginProfile", "UserName", "login-life").then().statusCode(200);
        assertRefused(root.iam("GetLoginProfile", "UserName", "login-life"), 404, "NoSuchEntity");
        root.iam("DeleteUser", "UserName", "login-life").then().statusCode(200);
    }

    @Test
    void the_accounts_policy_decides_what_a_password_is() {
        user("policy-user");
        root.iam(
                        "UpdateAccountPasswordPolicy",
                        "MinimumPasswordLength",
                        "12",
                        "RequireSymbols",
                        "true",
                        "PasswordReusePrevention",
                        "2",
                        "MaxPasswordAge",
                        "90")
                .then()
                .statusCode(200);
        root.iam("GetAccountPasswordPolicy")
                .then()
                .body(
                        "GetAccountPasswordPolicyResponse.GetAccountPasswordPolicyResult"
                                + ".PasswordPolicy.MinimumPasswordLength",
                        equalTo("12"))
                .body(
                        "GetAccountPasswordPolicyResponse.GetAccountPasswordPolicyResult"
                                + ".PasswordPolicy.ExpirePasswords",
                        equalTo("true"));
        Response weak =
                root.iam("CreateLoginProfile", "UserName", "policy-user", "Password", "Short-1");
        assertRefused(weak, 400, "PasswordPolicyViolation");
        assertThat(weak.asString()).contains("minimum length of 12").doesNotContain("Short-1");
        root.iam("CreateLoginProfile", "UserName", "policy-user", "Password", GOOD)
                .then()
                .statusCode(200);
        root.iam("UpdateLoginProfile", "UserName", "policy-user", "Password", BETTER)
                .then()
                .statusCode(200);
        assertRefused(
                root.iam("UpdateLoginProfile", "UserName", "policy-user", "Password", GOOD),
                400,
                "PasswordPolicyViolation");
        root.iam("UpdateLoginProfile", "UserName", "policy-user", "Password", "Another-one-99")
                .then()
                .statusCode(200);
        root.iam("UpdateLoginProfile", "UserName", "policy-user", "Password", GOOD)
                .then()
                .statusCode(200);
    }

    @Test
    void a_user_changes_the_own_password_knowing_the_old_one() {
        user("changer");
        Client changer = keyOf("changer");
        root.iam(
                        "CreateLoginProfile",
                        "UserName",
                        "changer",
                        "Password",
                        GOOD,
                        "PasswordResetRequired",
                        "true")
                .then()
                .statusCode(200);
        assertRefused(
                changer.iam("ChangePassword", "OldPassword", BETTER, "NewPassword", BETTER),
                403,
                "AccessDenied");
        changer.iam("ChangePassword", "OldPassword", GOOD, "NewPassword", BETTER)
                .then()
                .statusCode(200);
        root.iam("GetLoginProfile", "UserName", "changer")
                .then()
                .body(
                        "GetLoginProfileResponse.GetLoginProfileResult.LoginProfile"
                                + ".PasswordResetRequired",
                        equalTo("false"));
        changer.iam("ChangePassword", "OldPassword", BETTER, "NewPassword", GOOD)
                .then()
                .statusCode(200);
        assertRefused(
                root.iam("ChangePassword", "OldPassword", BETTER, "NewPassword", GOOD),
                400,
                "InvalidUserType");
    }

    @Test
    void guessing_at_the_old_password_is_slowed() {
        user("guessed");
        Client guesser = keyOf("guessed");
        root.iam("CreateLoginProfile", "UserName", "guessed", "Password", GOOD)
                .then()
                .statusCode(200);
        for (int i = 0; i < 5; i++) {
            guesser.iam("ChangePassword", "OldPassword", "wrong" + i, "NewPassword", BETTER);
        }
        Response slowed = guesser.iam("ChangePassword", "OldPassword", GOOD, "NewPassword", BETTER);
        assertRefused(slowed, 403, "AccessDenied");
        assertThat(slowed.asString()).contains("Too many wrong passwords");
    }

    @Test
    void whom_the_account_lets_change_passwords_needs_no_policy() {
        user("let");
        Client let = keyOf("let");
        root.iam("CreateLoginProfile", "UserName", "let", "Password", GOOD).then().statusCode(200);
        authz.leaveOpen("iam:ChangePassword");
        assertRefused(
                let.iam("ChangePassword", "OldPassword", GOOD, "NewPassword", BETTER),
                403,
                "AccessDenied");
        root.iam("UpdateAccountPasswordPolicy", "AllowUsersToChangePassword", "true")
                .then()
                .statusCode(200);
        let.iam("ChangePassword", "OldPassword", GOOD, "NewPassword", BETTER)
                .then()
                .statusCode(200);
        authz.deny("iam:ChangePassword");
        assertRefused(
                let.iam("ChangePassword", "OldPassword", BETTER, "NewPassword", GOOD),
                403,
                "AccessDenied");
    }

    @Test
    void passwords_and_their_hashes_are_in_no_event_and_no_log() throws Exception {
        user("planted");
        root.iam("CreateLoginProfile", "UserName", "planted", "Password", "Planted-pass-1")
                .then()
                .statusCode(200);
        String stored = Stored.everythingButSecrets();
        assertThat(stored).contains("login-profile.created").doesNotContain("Planted-pass-1");
        assertThat(stored).doesNotContain("$argon2");
        assertThat(Files.readString(IdentityEnvironment.log())).doesNotContain("Planted-pass-1");
    }
}
