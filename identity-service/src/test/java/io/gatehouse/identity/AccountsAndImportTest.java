package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class AccountsAndImportTest {

    private static final String IMPORT = "/api/import/principals";

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;
    @Inject PoliciesByHand policies;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    @AfterEach
    void allowAll() {
        authz.allowAll();
    }

    private Client newAccount(String id) {
        JsonPath made =
                root.post("/api/accounts", "{\"account_id\":\"" + id + "\",\"name\":\"shop\"}")
                        .then()
                        .statusCode(200)
                        .body("account_id", equalTo(id))
                        .extract()
                        .jsonPath();
        return new Client(
                tokens,
                made.getString("root_access_key_id"),
                made.getString("root_secret_access_key"));
    }

    @Test
    void the_first_account_makes_others_and_nobody_else_does() {
        Client other = newAccount("222222222222");
        other.sts("GetCallerIdentity")
                .then()
                .body(
                        "GetCallerIdentityResponse.GetCallerIdentityResult.Arn",
                        equalTo("arn:aws:iam::222222222222:root"));
        root.get("/api/accounts")
                .then()
                .body("accounts.account_id", hasItem("222222222222"))
                .body("accounts.find { it.first_account }.account_id", equalTo("111111111111"));
        other.post("/api/accounts", "{}")
                .then()
                .statusCode(403)
                .body("code", equalTo("AccessDenied"));
        other.get("/api/accounts").then().statusCode(403);
        root.post("/api/accounts", "{\"account_id\":\"222222222222\"}")
                .then()
                .statusCode(409)
                .body("code", equalTo("EntityAlreadyExists"));
        authz.deny("gatehouse:CreateAccount");
        root.post("/api/accounts", "{}").then().statusCode(403);
    }

    @Test
    void whom_the_first_account_permits_makes_others_too() {
        root.iam("CreateUser", "UserName", "maker-of-accounts").then().statusCode(200);
        Client maker =
                Client.of(tokens, root.iam("CreateAccessKey", "UserName", "maker-of-accounts"));
        String wanted = "{\"account_id\":\"222222222299\",\"name\":\"shop\"}";
        authz.deny("gatehouse:CreateAccount");
        maker.post("/api/accounts", wanted).then().statusCode(403);
        authz.allowAll();
        maker.post("/api/accounts", wanted)
                .then()
                .statusCode(200)
                .body("account_id", equalTo("222222222299"));
        assertThat(authz.last().action()).isEqualTo("gatehouse:CreateAccount");
    }

    @Test
    void an_account_sees_nothing_of_another() {
        Client other = newAccount("333333333333");
        root.iam("CreateUser", "UserName", "ours").then().statusCode(200);
        assertThat(other.iam("GetUser", "UserName", "ours").statusCode()).isEqualTo(404);
        other.iam("CreateUser", "UserName", "ours").then().statusCode(200);
    }

    private static String principals(String account) {
        return """
        {"account":"%s","create_account":true,"phase":"principals",
         "groups":[{"id":"AGPAIMPORTED000000001","name":"Devs","path":"/it/",
                    "created":"2020-01-02T03:04:05Z"}],
         "users":[{"id":"AIDAIMPORTED000000001","name":"Ann","path":"/it/",
                   "created":"2020-01-02T03:04:05Z","tags":{"aws:own":"kept","team":"red"},
                   "groups":["devs"]},
                  {"name":"bad name"},
                  {"name":"Ben","groups":["nowhere"]}],
         "roles":[{"id":"too-short","name":"AWSServiceRoleForX","path":"/aws-service-role/x/",
                   "created":"2020-01-02T03:04:05Z","description":"d","service_linked":true,
                   "max_session_seconds":3600}]}
        """
                .formatted(account);
    }

    @Test
    void an_import_keeps_ids_and_dates_and_a_second_run_changes_nothing() {
        Response first = root.post(IMPORT, principals("444444444444"));
        assertThat(outcomes(first))
                .containsExactly(
                        "account 444444444444 created",
                        "group Devs created",
                        "user Ann created",
                        "user bad name refused",
                        "user Ben refused",
                        "role AWSServiceRoleForX created");
        JsonPath json = first.jsonPath();
        assertThat(json.getString("results[2].id")).isEqualTo("AIDAIMPORTED000000001");
        assertThat(json.getString("results[4].message"))
                .isEqualTo("The group with name nowhere cannot be found.");
        assertThat(json.getList("results[5].warnings", String.class))
                .singleElement()
                .asString()
                .startsWith("unique id too-short is not one of this kind: replaced by AROA");

        Response second = root.post(IMPORT, principals("444444444444"));
        assertThat(outcomes(second))
                .containsExactly(
                        "group Devs unchanged",
                        "user Ann unchanged",
                        "user bad name refused",
                        "user Ben refused",
                        "role AWSServiceRoleForX unchanged");
    }

    @Test
    void an_id_that_was_one_here_before_is_replaced_and_told() {
        root.post(IMPORT, one("AIDAIMPORTED000000002", "first-of-id"))
                .then()
                .body("results[0].id", equalTo("AIDAIMPORTED000000002"))
                .body("results[0].outcome", equalTo("created"));
        root.iam("GetUser", "UserName", "first-of-id")
                .then()
                .body(
                        "GetUserResponse.GetUserResult.User.CreateDate",
                        equalTo("2020-01-02T03:04:05Z"));
        root.iam("DeleteUser", "UserName", "first-of-id").then().statusCode(200);
        JsonPath again = root.post(IMPORT, one("AIDAIMPORTED000000002", "second-of-id")).jsonPath();
        assertThat(again.getString("results[0].id")).isNotEqualTo("AIDAIMPORTED000000002");
        assertThat(again.getString("results[0].warnings[0]"))
                .startsWith("unique id AIDAIMPORTED000000002 was one here before");
    }

    private static String one(String id, String name) {
        return """
        {"account":"111111111111","phase":"principals",
         "users":[{"id":"%s","name":"%s","created":"2020-01-02T03:04:05Z"}]}
        """
                .formatted(id, name);
    }

    @Test
    void trust_and_boundaries_come_in_phases_of_their_own() {
        root.post(
                        IMPORT,
                        """
                        {"account":"111111111111","phase":"principals",
                         "users":[{"name":"phased"}],"roles":[{"name":"phased"}]}
                        """)
                .then()
                .statusCode(200);
        String trust =
                """
                {"account":"111111111111","phase":"trust","roles":[{"name":"phased","trust":
                 "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":[\\"arn:aws:iam::111111111111:user/phased\\",\\"arn:aws:iam::999999999999:root\\"]},\\"Action\\":\\"sts:AssumeRole\\"}]}"}]}
                """;
        JsonPath first = root.post(IMPORT, trust).then().statusCode(200).extract().jsonPath();
        assertThat(first.getString("results[0].outcome")).isEqualTo("changed");
        assertThat(first.getList("results[0].warnings", String.class))
                .containsExactly(
                        "trust names `arn:aws:iam::999999999999:root`, who does not exist here and"
                                + " matches nobody");
        root.post(IMPORT, trust).then().body("results[0].outcome", equalTo("unchanged"));

        String bounds =
                """
                {"account":"111111111111","phase":"boundaries",
                 "users":[{"name":"phased","boundary":"arn:aws:iam::aws:policy/import-edge"}],
                 "roles":[{"name":"phased","boundary":"arn:aws:iam::aws:policy/import-edge"}]}
                """;
        root.post(IMPORT, bounds)
                .then()
                .body("results[0].outcome", equalTo("refused"))
                .body("results[0].code", equalTo("NoSuchEntity"));
        policies.add("arn:aws:iam::aws:policy/import-edge");
        assertThat(outcomes(root.post(IMPORT, bounds)))
                .containsExactly("user phased changed", "role phased changed");
        assertThat(outcomes(root.post(IMPORT, bounds)))
                .containsExactly("user phased unchanged", "role phased unchanged");
    }

    @Test
    void only_the_first_accounts_root_imports_into_another_account() {
        Client other = newAccount("555555555555");
        other.post(IMPORT, principals("111111111111")).then().statusCode(403);
        root.post(IMPORT, "{\"account\":\"666666666666\",\"phase\":\"principals\"}")
                .then()
                .statusCode(404);
        authz.deny("gatehouse:Import");
        other.post(IMPORT, principals("555555555555")).then().statusCode(403);
    }

    private static List<String> outcomes(Response response) {
        JsonPath json = response.then().statusCode(200).extract().jsonPath();
        return json.getList("results.collect { it.kind + ' ' + it.name + ' ' + it.outcome }");
    }
}
