package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.federation.FederatedRoles.Granted;
import io.gatehouse.identity.federation.OidcProviderByHand;
import io.gatehouse.identity.federation.ProviderSignIn;
import io.gatehouse.identity.federation.ProviderSignIn.Answer;
import io.gatehouse.identity.federation.ProviderSignIn.Begun;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class ProviderSignInTest {

    private static final String ACCOUNT = IdentityEnvironment.FIRST_ACCOUNT;
    private static final URI BACK = URI.create("https://gatehouse.example.com/signin/back");
    private static final Call CALL =
            new Call(
                    Caller.Unsigned.nobody(new AccountId(ACCOUNT)),
                    "r1",
                    "192.0.2.9",
                    "browser",
                    true,
                    Revision.NONE);

    @Inject ServiceTokens tokens;
    @Inject ProviderSignIn signIn;

    private OidcProviderByHand provider;
    private Client root;

    @BeforeEach
    void register() {
        provider = new OidcProviderByHand();
        root = Client.root(tokens);
        root.iam(
                        "CreateOpenIDConnectProvider",
                        "Url",
                        provider.issuer(),
                        "ClientIDList.member.1",
                        "web")
                .then()
                .statusCode(200);
        String trust =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity"}]}
                """
                        .formatted(provider.arn(ACCOUNT));
        root.iam("CreateRole", "RoleName", role(), "AssumeRolePolicyDocument", trust)
                .then()
                .statusCode(200);
        map("\"sign_in_client\":\"web\",");
    }

    private String role() {
        return "visitor-" + URI.create(provider.issuer()).getPort();
    }

    private void map(String more) {
        root.post(
                        "/api/federation/mappings",
                        """
                        {"provider":"%s",%s"rules":[{"name":"all","role":"arn:aws:iam::%s:role/%s"}]}
                        """
                                .formatted(provider.arn(ACCOUNT), more, ACCOUNT, role()))
                .then()
                .statusCode(200);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private Begun start() {
        return signIn.start(Arn.parse(provider.arn(ACCOUNT)), BACK)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private Granted finish(String cookie, String state, String code) {
        return finish(cookie, new Answer(state, code, "", ""));
    }

    private Granted finish(String cookie, Answer answer) {
        return signIn.finish(CALL, cookie, answer).await().atMost(Duration.ofSeconds(10));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> all = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] both = pair.split("=", 2);
            all.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return all;
    }

    @Test
    void a_person_comes_back_with_a_code_and_gets_the_mapped_role() throws Exception {
        Begun begun = start();
        Map<String, String> asked = query(begun.goTo().getRawQuery());
        assertThat(begun.goTo().toString()).startsWith(provider.issuer() + "/auth?");
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "web")
                .containsEntry("redirect_uri", BACK.toString())
                .containsEntry("code_challenge_method", "S256");
        provider.code("c1", provider.token("alice", c -> c.claim("nonce", asked.get("nonce"))));
        Granted granted = finish(begun.cookie(), asked.get("state"), "c1");
        assertThat(granted.sessionName()).isEqualTo("alice");
        assertThat(granted.session().accessKeyId().text()).startsWith("ASIA");
        Map<String, String> redeemed = query(provider.lastForm());
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(redeemed.get("code_verifier").getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
                .isEqualTo(asked.get("code_challenge"));
    }

    @Test
    void an_answer_of_another_sign_in_is_refused() {
        Begun begun = start();
        String state = query(begun.goTo().getRawQuery()).get("state");
        provider.code("c1", provider.token("alice", c -> c.claim("nonce", "other")));
        assertThatThrownBy(() -> finish(begun.cookie(), state, "c1"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("another sign-in");
        assertThatThrownBy(() -> finish(begun.cookie(), "made-up", "c1"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not begun here");
        assertThatThrownBy(() -> finish("made-up", state, "c1"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not begun here");
    }

    @Test
    void a_code_that_the_provider_does_not_know_is_refused() {
        Begun begun = start();
        String state = query(begun.goTo().getRawQuery()).get("state");
        assertThatThrownBy(() -> finish(begun.cookie(), state, "unknown"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("status 400");
    }

    @Test
    void an_answer_in_the_name_of_another_issuer_or_without_a_code_is_refused() {
        Begun begun = start();
        String state = query(begun.goTo().getRawQuery()).get("state");
        assertThatThrownBy(() ->
                        finish(
                                begun.cookie(),
                                new Answer(state, "c1", "", "https://other.example.com")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("another provider");
        assertThatThrownBy(() -> finish(begun.cookie(), new Answer(state, "", "access_denied", "")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nobody in: access_denied");
        assertThatThrownBy(() ->
                        finish(begun.cookie(), new Answer(state, "", "<b>Call 555-1234</b>", "")))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("555");
    }

    @Test
    void nobody_signs_in_by_a_provider_whose_mapping_names_no_client() {
        map("");
        assertThatThrownBy(this::start)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nobody signs in");
    }
}
