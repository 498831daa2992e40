package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.internal.v1.ChangeOwnPasswordRequest;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.internal.v1.ConsoleQuestionsGrpc;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.LookRequest;
import io.gatehouse.internal.v1.SignInRequest;
import io.gatehouse.internal.v1.SignOutRequest;
import io.gatehouse.internal.v1.SwitchBackRequest;
import io.gatehouse.internal.v1.SwitchRoleRequest;
import io.gatehouse.internal.v1.Visitor;
import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Signing in with a password and the acts of the console, as the gateway asks for them. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class ConsoleTest {

    private static final String PASSWORD = "Correct-horse-7";
    private static final String OTHER = "Battery-staple-8";
    private static final String ACCOUNT = IdentityEnvironment.FIRST_ACCOUNT;

    /** Each visit comes from an address of its own: guesses are counted by address, too. */
    private static final AtomicInteger VISITS = new AtomicInteger();

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;
    @Inject MovedClock clock;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    @AfterEach
    void now() {
        clock.backToNow();
        authz.allowAll();
        root.iam("DeleteAccountPasswordPolicy");
    }

    private void person(String name) {
        root.iam("CreateUser", "UserName", name).then().statusCode(200);
        root.iam("CreateLoginProfile", "UserName", name, "Password", PASSWORD)
                .then()
                .statusCode(200);
    }

    private Visitor.Builder visitor(String session) {
        int visit = VISITS.incrementAndGet();
        return Visitor.newBuilder()
                .setSession(session)
                .setSourceIp("10.1." + visit / 256 + "." + visit % 256)
                .setUserAgent("browser/1")
                .setRequestId("visit-" + visit);
    }

    private <T> T ask(Function<ConsoleQuestionsGrpc.ConsoleQuestionsBlockingStub, T> question) {
        return Client.askConsole(tokens, question);
    }

    private ConsoleReply signIn(String user, String password, String code) {
        return signIn(ACCOUNT, user, password, code);
    }

    private ConsoleReply signIn(String account, String user, String password, String code) {
        return ask(console ->
                console.signIn(
                        SignInRequest.newBuilder()
                                .setVisitor(visitor(""))
                                .setAccount(account)
                                .setUserName(user)
                                .setPassword(password)
                                .setCode(code)
                                .build()));
    }

    private ConsoleReply look(String session) {
        return ask(console ->
                console.look(LookRequest.newBuilder().setVisitor(visitor(session)).build()));
    }

    private ConsoleReply change(String session, String old, String fresh) {
        return ask(console ->
                console.changeOwnPassword(
                        ChangeOwnPasswordRequest.newBuilder()
                                .setVisitor(visitor(session))
                                .setOldPassword(old)
                                .setNewPassword(fresh)
                                .build()));
    }

    private ConsoleReply switchRole(String session, String role) {
        return ask(console ->
                console.switchRole(
                        SwitchRoleRequest.newBuilder()
                                .setVisitor(visitor(session))
                                .setRoleName(role)
                                .build()));
    }

    @Test
    void who_signs_in_sees_who_it_is_and_what_it_has() {
        person("console-user");
        root.iam("CreateAccessKey", "UserName", "console-user").then().statusCode(200);
        root.iam("CreateAccountAlias", "AccountAlias", "console-shop").then().statusCode(200);
        ConsoleReply reply = signIn("console-shop", "console-user", PASSWORD, "");
        assertThat(reply.getProblem()).isEmpty();
        assertThat(reply.getSession()).matches("[A-Za-z0-9_-]{43}");
        ConsolePage page = reply.getPage();
        assertThat(page.getPrincipalArn()).isEqualTo("arn:aws:iam::111111111111:user/console-user");
        assertThat(page.getAlias()).isEqualTo("console-shop");
        assertThat(page.getKeysList()).hasSize(1);
        assertThat(page.getMultiFactor()).isFalse();
        assertThat(page.getAllowedKnown()).as("authz-service is not here").isFalse();
        assertThat(look(reply.getSession()).getPage().getUserName()).isEqualTo("console-user");
        root.iam("DeleteAccountAlias", "AccountAlias", "console-shop").then().statusCode(200);
    }

    @Test
    void a_user_says_when_its_password_was_last_used() {
        person("signed-in-once");
        String used = "GetUserResponse.GetUserResult.User.PasswordLastUsed";
        signIn("signed-in-once", "wrong", "");
        assertThat(root.iam("GetUser", "UserName", "signed-in-once").asString())
                .doesNotContain("PasswordLastUsed");
        assertThat(signIn("signed-in-once", PASSWORD, "").hasPage()).isTrue();
        root.iam("GetUser", "UserName", "signed-in-once").then().body(used, startsWith("20"));
        assertThat(
                        root.iam("ListUsers", "MaxItems", "1000")
                                .xmlPath()
                                .getString(
                                        "**.find { it.UserName == 'signed-in-once'"
                                                + " }.PasswordLastUsed"))
                .startsWith("20");
    }

    @Test
    void whatever_is_wrong_the_answer_is_the_same() {
        person("right-user");
        String problem = signIn("right-user", "wrong", "").getProblem();
        assertThat(problem).isEqualTo("Account, user, password or code is not right.");
        assertThat(signIn("no-such-user", PASSWORD, "").getProblem()).isEqualTo(problem);
        assertThat(signIn("999999999999", "right-user", PASSWORD, "").getProblem())
                .isEqualTo(problem);
        assertThat(signIn("no-such-alias", "right-user", PASSWORD, "").getProblem())
                .isEqualTo(problem);
        assertThat(signIn("not an alias!", "no user?", PASSWORD, "").getProblem())
                .isEqualTo(problem);
        assertThat(signIn("right-user", PASSWORD, "").hasPage()).isTrue();
    }

    @Test
    void a_user_that_is_not_there_takes_as_long_as_a_wrong_password() {
        person("timed");
        signIn("timed", "warm-up", "");
        long known = median(() -> signIn("timed", "wrong", ""));
        long unknown = median(() -> signIn("not-timed", "wrong", ""));
        assertThat(Math.abs(known - unknown)).isLessThan(Math.max(known, unknown) / 2);
    }

    private static long median(Runnable work) {
        long[] nanos = new long[5];
        for (int i = 0; i < nanos.length; i++) {
            long begin = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    @Test
    void a_user_with_a_device_shows_a_code_once() {
        person("coded");
        String created = "**.find { it.name() == '%s' }";
        XmlPath device =
                root.iam("CreateVirtualMFADevice", "VirtualMFADeviceName", "coded").xmlPath();
        String serial = device.getString(created.formatted("SerialNumber"));
        Authenticator shows =
                new Authenticator(
                        new String(
                                Base64.getDecoder()
                                        .decode(
                                                device.getString(
                                                        created.formatted("Base32StringSeed"))),
                                StandardCharsets.US_ASCII));
        root.iam(
                        "EnableMFADevice",
                        "UserName",
                        "coded",
                        "SerialNumber",
                        serial,
                        "AuthenticationCode1",
                        shows.code(-2),
                        "AuthenticationCode2",
                        shows.code(-1))
                .then()
                .statusCode(200);
        assertThat(signIn("coded", PASSWORD, "").hasSignedOut()).isTrue();
        String code = shows.code(0);
        ConsoleReply reply = signIn("coded", PASSWORD, code);
        assertThat(reply.getPage().getMultiFactor()).isTrue();
        assertThat(reply.getPage().getDevices(0).getSerialNumber()).isEqualTo(serial);
        assertThat(signIn("coded", PASSWORD, code).hasSignedOut()).isTrue();
    }

    @Test
    void a_password_that_an_administrator_set_is_changed_on_the_way() {
        person("reset");
        root.iam("UpdateLoginProfile", "UserName", "reset", "PasswordResetRequired", "true")
                .then()
                .statusCode(200);
        ConsoleReply reply = signIn("reset", PASSWORD, "");
        assertThat(reply.hasMustChangePassword()).isTrue();
        String restricted = reply.getSession();
        assertThat(switchRole(restricted, "any").hasPage()).isFalse();
        assertThat(change(restricted, "", PASSWORD).getProblem())
                .isEqualTo("The new password is the old one.");
        assertThat(change(restricted, "", "short").getProblem()).contains("minimum length");
        ConsoleReply changed = change(restricted, "", OTHER);
        assertThat(changed.hasPage()).isTrue();
        assertThat(changed.getSession()).isNotEmpty().isNotEqualTo(restricted);
        assertThat(look(restricted).hasSignedOut()).as("a new secret for a new right").isTrue();
        assertThat(signIn("reset", PASSWORD, "").hasSignedOut()).isTrue();
        assertThat(signIn("reset", OTHER, "").hasPage()).isTrue();
    }

    @Test
    void an_expired_password_is_changed_or_where_the_account_is_hard_ends() {
        person("expired");
        root.iam("UpdateAccountPasswordPolicy", "MaxPasswordAge", "1").then().statusCode(200);
        clock.moveBy(Duration.ofDays(2));
        assertThat(signIn("expired", PASSWORD, "").getMustChangePassword().getReason())
                .contains("expired");
        clock.backToNow();
        root.iam("UpdateAccountPasswordPolicy", "MaxPasswordAge", "1", "HardExpiry", "true")
                .then()
                .statusCode(200);
        clock.moveBy(Duration.ofDays(2));
        ConsoleReply hard = signIn("expired", PASSWORD, "");
        assertThat(hard.hasSignedOut()).isTrue();
        assertThat(hard.getProblem()).contains("administrator");
    }

    @Test
    void a_rotation_is_done_on_the_way() {
        person("to-rotate");
        root.post(
                        "/api/rotations",
                        "{\"user_name\":\"to-rotate\",\"passwords\":true,\"access_keys\":false,"
                                + "\"deadline\":\"2099-01-01T00:00:00Z\"}")
                .then()
                .statusCode(200);
        ConsoleReply reply = signIn("to-rotate", PASSWORD, "");
        assertThat(reply.getMustChangePassword().getReason()).contains("requires");
        assertThat(change(reply.getSession(), "", OTHER).hasPage()).isTrue();
        assertThat(signIn("to-rotate", OTHER, "").hasPage()).isTrue();
    }

    @Test
    void one_changes_the_own_password_knowing_it() {
        person("own");
        String session = signIn("own", PASSWORD, "").getSession();
        assertThat(change(session, "wrong", OTHER).getProblem())
                .isEqualTo("The old password is incorrect.");
        ConsoleReply changed = change(session, PASSWORD, OTHER);
        assertThat(changed.getNotice()).contains("changed");
        assertThat(look(changed.getSession()).hasPage()).isTrue();
        authz.deny("iam:ChangePassword");
        assertThat(change(changed.getSession(), OTHER, PASSWORD).getProblem())
                .contains("not authorized");
    }

    @Test
    void one_switches_to_a_role_and_back() {
        person("switcher");
        root.iam(
                        "CreateRole",
                        "RoleName",
                        "operator",
                        "AssumeRolePolicyDocument",
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"111111111111\"},"
                                + "\"Action\":\"sts:AssumeRole\"}}")
                .then()
                .statusCode(200);
        String session = signIn("switcher", PASSWORD, "").getSession();
        ConsoleReply acting = switchRole(session, "operator");
        assertThat(acting.getProblem()).isEmpty();
        assertThat(acting.getPage().getPrincipalArn())
                .isEqualTo("arn:aws:sts::111111111111:assumed-role/operator/switcher");
        assertThat(acting.getPage().getRoleName()).isEqualTo("operator");
        assertThat(acting.getPage().getUserName()).isEqualTo("switcher");
        ConsoleReply back =
                ask(console ->
                        console.switchBack(
                                SwitchBackRequest.newBuilder()
                                        .setVisitor(visitor(acting.getSession()))
                                        .build()));
        assertThat(back.getPage().getPrincipalArn()).endsWith("user/switcher");
        authz.deny("sts:AssumeRole");
        assertThat(switchRole(back.getSession(), "operator").getProblem()).isNotEmpty();
        assertThat(switchRole(back.getSession(), "no/role").getProblem()).contains("no/role");
    }

    @Test
    void a_session_ends_with_what_it_rests_on() {
        person("ended");
        String session = signIn("ended", PASSWORD, "").getSession();
        assertThat(look(session).hasPage()).isTrue();
        root.iam("UpdateLoginProfile", "UserName", "ended", "Password", OTHER)
                .then()
                .statusCode(200);
        assertThat(look(session).hasSignedOut()).as("another password").isTrue();
        String second = signIn("ended", OTHER, "").getSession();
        root.iam("DeleteLoginProfile", "UserName", "ended").then().statusCode(200);
        assertThat(look(second).hasSignedOut()).as("no password").isTrue();
        assertThat(look("").hasSignedOut()).isTrue();
        assertThat(look("A".repeat(43)).hasSignedOut()).isTrue();
    }

    @Test
    void who_signs_out_is_out() {
        person("outgoing");
        String session = signIn("outgoing", PASSWORD, "").getSession();
        ask(console ->
                console.signOut(SignOutRequest.newBuilder().setVisitor(visitor(session)).build()));
        assertThat(look(session).hasSignedOut()).isTrue();
    }

    @Test
    void guessing_is_slowed_for_users_that_are_there_and_that_are_not() {
        person("guessed-at");
        for (String user : List.of("guessed-at", "nobody-guessed")) {
            for (int i = 0; i < 5; i++) {
                assertThat(signIn(user, "wrong", "").getProblem()).contains("not right");
            }
            assertThat(signIn(user, PASSWORD, "").getProblem()).contains("Too many");
        }
    }

    @Test
    void sign_ins_failures_and_switches_reach_subscribers_without_secrets() throws Exception {
        person("told");
        signIn("told", "Guess-planted-9", "");
        ConsoleReply reply = signIn("told", PASSWORD, "");
        ask(console ->
                console.signOut(
                        SignOutRequest.newBuilder()
                                .setVisitor(visitor(reply.getSession()))
                                .build()));
        Eventually.within(
                Duration.ofSeconds(10),
                () ->
                        assertThat(Stored.rows("SELECT type FROM audit"))
                                .contains("sign-in.failed", "sign-in.succeeded", "sign-in.ended"));
        assertThat(Stored.everythingButSecrets())
                .doesNotContain("Guess-planted-9")
                .doesNotContain(PASSWORD)
                .doesNotContain(reply.getSession());
        assertThat(Stored.rows("SELECT s::text FROM console_session s"))
                .doesNotContain(reply.getSession());
        assertThat(Files.readString(IdentityEnvironment.log())).doesNotContain("Guess-planted-9");
    }
}
