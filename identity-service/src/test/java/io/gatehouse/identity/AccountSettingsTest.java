package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.internal.v1.ResetRootKeyRequest;
import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class AccountSettingsTest {

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    private Client otherAccount() {
        var made = root.post("/api/accounts", "{\"name\":\"other\"}").jsonPath();
        return new Client(
                tokens,
                made.getString("root_access_key_id"),
                made.getString("root_secret_access_key"));
    }

    private static void assertRefused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Code")).isEqualTo(code);
    }

    @Test
    void an_alias_belongs_to_one_account_at_a_time() {
        Client other = otherAccount();
        root.iam("CreateAccountAlias", "AccountAlias", "first-shop").then().statusCode(200);
        assertRefused(
                other.iam("CreateAccountAlias", "AccountAlias", "first-shop"),
                409,
                "EntityAlreadyExists");
        root.iam("CreateAccountAlias", "AccountAlias", "new-shop").then().statusCode(200);
        root.iam("ListAccountAliases")
                .then()
                .body(
                        "ListAccountAliasesResponse.ListAccountAliasesResult.AccountAliases.member",
                        equalTo("new-shop"));
        other.iam("CreateAccountAlias", "AccountAlias", "first-shop").then().statusCode(200);
        assertRefused(
                root.iam("DeleteAccountAlias", "AccountAlias", "first-shop"), 404, "NoSuchEntity");
        root.iam("DeleteAccountAlias", "AccountAlias", "new-shop").then().statusCode(200);
    }

    @Test
    void an_account_without_a_password_policy_says_so() {
        Response answer = otherAccount().iam("GetAccountPasswordPolicy");
        assertRefused(answer, 404, "NoSuchEntity");
        assertThat(answer.asString()).contains("The Password Policy with domain name");
    }

    @Test
    void a_quota_of_an_account_is_set_by_the_first_account_and_holds() {
        Client other = otherAccount();
        String account =
                other.iam("GetUser").xmlPath().getString("**.find { it.name() == 'UserId' }");
        String wish = "{\"account_id\":\"%s\",\"quota\":\"UsersPerAccount\",\"limit\":%s}";
        assertThat(other.post("/api/quotas", wish.formatted(account, "9")).statusCode())
                .isEqualTo(403);
        root.post("/api/quotas", wish.formatted(account, "1")).then().statusCode(200);
        assertThat(authz.last().action()).isEqualTo("gatehouse:SetQuota");
        other.iam("CreateUser", "UserName", "one").then().statusCode(200);
        assertRefused(other.iam("CreateUser", "UserName", "two"), 409, "LimitExceeded");
        other.iam("DeleteUser", "UserName", "one").then().statusCode(200);
        other.iam("CreateUser", "UserName", "one").then().statusCode(200);
        assertRefused(other.iam("CreateUser", "UserName", "two"), 409, "LimitExceeded");
        assertThat(
                        other.get("/api/quotas")
                                .jsonPath()
                                .getInt("quotas.find { it.quota == 'UsersPerAccount' }.limit"))
                .isEqualTo(1);
        root.post("/api/quotas", wish.formatted(account, "null")).then().statusCode(200);
        other.iam("CreateUser", "UserName", "two").then().statusCode(200);
        root.post("/api/quotas", "{\"quota\":\"Cats\",\"limit\":1}").then().statusCode(400);
    }

    @Test
    void a_summary_counts_what_there_is_and_may_be() {
        Client other = otherAccount();
        other.iam("CreateUser", "UserName", "counted").then().statusCode(200);
        XmlPath summary = other.iam("GetAccountSummary").xmlPath();
        assertThat(entry(summary, "Users")).isEqualTo("1");
        assertThat(entry(summary, "UsersQuota")).isEqualTo("5000");
        assertThat(entry(summary, "Policies")).isEqualTo("3");
        assertThat(entry(summary, "AccountAccessKeysPresent")).isEqualTo("1");
        assertThat(entry(summary, "PolicySizeQuota")).isEqualTo("6144");
    }

    @Test
    void the_token_version_of_an_account_is_what_it_chose() {
        Client other = otherAccount();
        String action = "SetSecurityTokenServicePreferences";
        assertThat(tokenVersion(other)).isEqualTo("2");
        other.iam(action, "GlobalEndpointTokenVersion", "v1Token").then().statusCode(200);
        assertThat(authz.last().action()).isEqualTo("iam:" + action);
        assertThat(tokenVersion(other)).isEqualTo("1");
        other.iam("CreateAccountAlias", "AccountAlias", "token-shop").then().statusCode(200);
        assertThat(tokenVersion(other)).as("other settings leave it").isEqualTo("1");
        assertRefused(
                other.iam(action, "GlobalEndpointTokenVersion", "v3Token"), 400, "ValidationError");
        other.iam(action, "GlobalEndpointTokenVersion", "v2Token").then().statusCode(200);
        assertThat(tokenVersion(other)).isEqualTo("2");
    }

    private static String tokenVersion(Client client) {
        return entry(client.iam("GetAccountSummary").xmlPath(), "GlobalEndpointTokenVersion");
    }

    private static String entry(XmlPath summary, String key) {
        return summary.getString(
                "**.find { it.name() == 'entry' && it.key.text() == '%s' }.value".formatted(key));
    }

    @Test
    void the_operator_gives_an_accounts_root_a_new_key() throws Exception {
        Client other = otherAccount();
        String account =
                other.iam("GetUser").xmlPath().getString("**.find { it.name() == 'UserId' }");
        ResetRootKeyRequest request = ResetRootKeyRequest.newBuilder().setAccount(account).build();
        assertThatThrownBy(() -> Client.ask(tokens, questions -> questions.resetRootKey(request)))
                .as("the gateway is not the operator")
                .hasMessageStartingWith("PERMISSION_DENIED");
        var answer = Client.askAsOperator(tokens, questions -> questions.resetRootKey(request));
        Path file = Path.of(answer.getFile());
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Client renewed = Client.fromFile(tokens, file);
        renewed.iam("ListUsers").then().statusCode(200);
        assertThatThrownBy(() -> other.iam("ListUsers")).hasMessage("INVALID_CLIENT_TOKEN_ID");
        assertThat(Stored.everythingButSecrets()).doesNotContain(renewed.secret());
    }
}
