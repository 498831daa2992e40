package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.internal.v1.ArriveWithCodeRequest;
import io.gatehouse.internal.v1.BeginAtProviderReply;
import io.gatehouse.internal.v1.ChangeOwnPasswordRequest;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.ListProvidersRequest;
import io.gatehouse.internal.v1.SignInProvider;
import io.gatehouse.internal.v1.SignOutRequest;
import io.gatehouse.internal.v1.SwitchBackRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signing in at a provider of OpenID Connect, and the console's session that it gives. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class ProviderConsoleTest extends FederationFixture {

    private static int codes;

    @Inject MovedClock clock;

    private ConsoleVisitor browser;
    private String role;

    @BeforeEach
    void mapEverybodyToARole() {
        browser = new ConsoleVisitor(tokens);
        role = role();
        map("\"sign_in_client\":\"web\",");
    }

    @AfterEach
    void backToNow() {
        clock.backToNow();
    }

    private void map(String more) {
        root.post(
                        "/api/federation/mappings",
                        """
                        {"provider":"%s",%s"rules":[{"name":"staff","role":"%s",
                        "when":[{"claim":"groups","contains":"staff"}],"session_name":"${email}"}]}
                        """
                                .formatted(provider.arn(ACCOUNT), more, role))
                .then()
                .statusCode(200);
    }

    private BeginAtProviderReply begin() {
        return browser.begin(provider.arn(ACCOUNT));
    }

    private static Map<String, String> query(String url) {
        Map<String, String> all = new HashMap<>();
        for (String pair : URI.create(url).getRawQuery().split("&", -1)) {
            String[] both = pair.split("=", 2);
            all.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return all;
    }

    private ConsoleReply arrive(String begun, String state, String code) {
        return browser.ask(console ->
                console.arriveWithCode(
                        ArriveWithCodeRequest.newBuilder()
                                .setVisitor(ConsoleVisitor.of(""))
                                .setBegun(begun)
                                .setState(state)
                                .setCode(code)
                                .build()));
    }

    /** Signs in at the provider as somebody of that group. */
    private ConsoleReply signIn(String group) {
        BeginAtProviderReply begun = begin();
        Map<String, String> asked = query(begun.getGoTo());
        String code = "code-" + codes++;
        provider.code(
                code,
                provider.token(
                        "u-17",
                        c ->
                                c.claim("nonce", asked.get("nonce"))
                                        .claim("groups", List.of(group))
                                        .claim("email", "alice@example.com")));
        return arrive(begun.getBegun(), asked.get("state"), code);
    }

    private String roleName() {
        return role.substring(role.indexOf('/') + 1);
    }

    @Test
    void who_signs_in_at_a_provider_acts_as_the_role_that_the_mapping_gives() {
        BeginAtProviderReply begun = begin();
        assertThat(begun.getProblem()).isEmpty();
        assertThat(begun.getReturnsByForm()).isFalse();
        assertThat(query(begun.getGoTo())).containsEntry("redirect_uri", ConsoleVisitor.CODES);
        ConsoleReply reply = signIn("staff");
        assertThat(reply.getProblem()).isEmpty();
        ConsolePage page = browser.look(reply.getSession()).getPage();
        assertThat(page.getPrincipalArn())
                .isEqualTo(
                        "arn:aws:sts::%s:assumed-role/%s/alice@example.com"
                                .formatted(ACCOUNT, roleName()));
        assertThat(page.getUserName()).isEqualTo("alice@example.com");
        assertThat(page.getOwnRoleName()).isEqualTo(roleName());
        assertThat(page.getRoleName()).as("no role was switched to").isEmpty();
        assertThat(page.getProviderArn()).isEqualTo(provider.arn(ACCOUNT));
        assertThat(page.getKeysList()).isEmpty();
        assertThat(Instant.parse(page.getSessionExpires()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_601));
    }

    @Test
    void it_ends_with_the_session_of_the_role() {
        String session = signIn("staff").getSession();
        clock.moveBy(Duration.ofMinutes(61));
        assertThat(browser.look(session).hasSignedOut()).as("its time is over").isTrue();
        clock.backToNow();
        assertThat(browser.look(session).hasPage()).isTrue();
        root.iam("DeleteRole", "RoleName", roleName()).then().statusCode(200);
        assertThat(browser.look(session).hasSignedOut()).as("the role is gone").isTrue();
    }

    @Test
    void who_has_no_password_here_changes_none() {
        String session = signIn("staff").getSession();
        ConsoleReply refused =
                browser.ask(console ->
                        console.changeOwnPassword(
                                ChangeOwnPasswordRequest.newBuilder()
                                        .setVisitor(ConsoleVisitor.of(session))
                                        .setNewPassword("Other-pass-9")
                                        .build()));
        assertThat(refused.getProblem()).contains("kept by your provider");
        assertThat(refused.hasPage()).isTrue();
    }

    @Test
    void they_switch_to_a_role_and_back_to_their_own_and_sign_out() {
        root.iam(
                        "CreateRole",
                        "RoleName",
                        roleName() + "-next",
                        "AssumeRolePolicyDocument",
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"111111111111\"},"
                                + "\"Action\":\"sts:AssumeRole\"}}")
                .then()
                .statusCode(200);
        ConsoleReply acting =
                browser.switchRole(signIn("staff").getSession(), roleName() + "-next");
        assertThat(acting.getProblem()).isEmpty();
        assertThat(acting.getPage().getPrincipalArn())
                .endsWith(":assumed-role/" + roleName() + "-next/alice@example.com");
        assertThat(acting.getPage().getOwnRoleName()).isEqualTo(roleName());
        ConsoleReply back =
                browser.ask(console ->
                        console.switchBack(
                                SwitchBackRequest.newBuilder()
                                        .setVisitor(ConsoleVisitor.of(acting.getSession()))
                                        .build()));
        assertThat(back.getPage().getPrincipalArn())
                .endsWith(":assumed-role/" + roleName() + "/alice@example.com");
        browser.ask(console ->
                console.signOut(
                        SignOutRequest.newBuilder()
                                .setVisitor(ConsoleVisitor.of(back.getSession()))
                                .build()));
        assertThat(browser.look(back.getSession()).hasSignedOut()).isTrue();
    }

    @Test
    void signing_in_anew_ends_the_session_that_the_browser_had() {
        String former = signIn("staff").getSession();
        BeginAtProviderReply begun = begin();
        Map<String, String> asked = query(begun.getGoTo());
        provider.code(
                "again",
                provider.token(
                        "u-17",
                        c ->
                                c.claim("nonce", asked.get("nonce"))
                                        .claim("groups", List.of("staff"))
                                        .claim("email", "alice@example.com")));
        ConsoleReply reply =
                browser.ask(console ->
                        console.arriveWithCode(
                                ArriveWithCodeRequest.newBuilder()
                                        .setVisitor(ConsoleVisitor.of(former))
                                        .setBegun(begun.getBegun())
                                        .setState(asked.get("state"))
                                        .setCode("again")
                                        .build()));
        assertThat(reply.hasPage()).isTrue();
        assertThat(browser.look(former).hasSignedOut()).isTrue();
    }

    @Test
    void whom_the_mapping_or_the_role_refuses_gets_no_session() {
        ConsoleReply stranger = signIn("guests");
        assertThat(stranger.hasSignedOut()).isTrue();
        assertThat(stranger.getSession()).isEmpty();
        assertThat(stranger.getProblem()).contains("Not authorized");
        authz.deny("sts:AssumeRoleWithWebIdentity");
        assertThat(signIn("staff").hasSignedOut()).as("the role does not trust").isTrue();
    }

    @Test
    void what_was_not_begun_in_this_browser_is_refused() {
        BeginAtProviderReply begun = begin();
        String state = query(begun.getGoTo()).get("state");
        assertThat(arrive("", state, "c").getProblem()).contains("not begun here");
        assertThat(arrive(begun.getBegun(), "other", "c").getProblem()).contains("not begun here");
        clock.moveBy(Duration.ofMinutes(11));
        assertThat(arrive(begun.getBegun(), state, "c").getProblem()).contains("took too long");
    }

    @Test
    void only_providers_that_know_us_as_a_client_are_told_of() {
        assertThat(listed(ACCOUNT)).contains(provider.arn(ACCOUNT));
        map("");
        assertThat(listed(ACCOUNT)).doesNotContain(provider.arn(ACCOUNT));
        assertThat(begin().getProblem()).contains("nobody signs in");
        assertThat(listed("999999999999")).as("no such account").isEmpty();
        assertThat(listed("no account!")).isEmpty();
    }

    private List<String> listed(String account) {
        return browser
                .ask(console ->
                        console.listProviders(
                                ListProvidersRequest.newBuilder()
                                        .setVisitor(ConsoleVisitor.of(""))
                                        .setAccount(account)
                                        .build()))
                .getProvidersList()
                .stream()
                .map(SignInProvider::getArn)
                .toList();
    }

    @Test
    void sign_ins_and_failures_are_told_with_the_provider() throws Exception {
        String session = signIn("staff").getSession();
        signIn("guests");
        Eventually.within(
                Duration.ofSeconds(10),
                () ->
                        assertThat(
                                        Stored.rows(
                                                "SELECT type FROM audit WHERE"
                                                        + " convert_from(payload, 'LATIN1')"
                                                        + " LIKE '%%%s%%'"
                                                                .formatted(provider.arn(ACCOUNT))))
                                .contains("sign-in.failed", "sign-in.succeeded"));
        assertThat(Stored.rows("SELECT s::text FROM console_session s").toString())
                .doesNotContain(session)
                .doesNotContain("alice@example.com");
        assertThat(Stored.everythingButSecrets()).doesNotContain(session);
    }
}
