package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.registered;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.Bodies;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Searches where registered resource policies let in, of the subject's account and of another: what
 * is known by name is found, what is not is told.
 */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class AuthzenSearchTest {

    private static final AccountId ABROAD = new AccountId("800000000010");
    private static final AccountId PARTNER = new AccountId("800000000009");
    private static final LogWriter IDENTITY = new LogWriter(PARTNER, LogName.IDENTITY);
    private static final LogWriter POLICY = new LogWriter(PARTNER, LogName.POLICY);
    private static final LogWriter VISITORS = new LogWriter(ABROAD, LogName.IDENTITY);
    private static final LogWriter RIGHTS = new LogWriter(ABROAD, LogName.POLICY);
    private static boolean isWritten;

    private static final String ANYBODY =
            """
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Principal":"*","Action":"app:read","Resource":"*",
              "Condition":{"StringEquals":{"app:door":"open"}}},
             {"Effect":"Allow","Principal":{"Service":"mail.example.com"},"Action":"app:read",
              "Resource":"*"},
             {"Effect":"Deny","Principal":{"AWS":"%s"},"Action":"app:secret","Resource":"*"}]}
            """
                    .formatted(userId("olga"));

    @BeforeEach
    void a_partner_with_resource_policies() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
        if (!isWritten) {
            FactsOnKafka.publish(
                    IDENTITY.write(
                            account(),
                            user("olga"),
                            user("paul"),
                            user("quinn"),
                            role("porter", "/", "")));
            FactsOnKafka.publish(
                    POLICY.writeAfter(
                            IDENTITY.revision(),
                            inline(userId("olga"), Bodies.allow("none:Such")),
                            registered("RPOL1", order("1"), lets("paul", "app:stamp", "*")),
                            registered("RPOL2", order("2*"), lets("paul", "app:read", order("21"))),
                            registered("RPOL3", order("3*"), lets("quinn", "app:*", "*")),
                            registered("RPOL4", order("4"), ANYBODY),
                            registered("RPOL6", "arn:aws:app:::memo/1", ANYBODY),
                            registered("RPOL5", order("5"), lets("rita", "app:read", "*"))));
            FactsOnKafka.publish(VISITORS.write(account(), user("rita"), user("saul")));
            FactsOnKafka.publish(
                    RIGHTS.writeAfter(
                            VISITORS.revision(),
                            inline(userId("rita"), Bodies.allow("app:*")),
                            inline(userId("saul"), Bodies.allow("app:*"))));
            isWritten = true;
        }
    }

    @Test
    void resources_that_a_registered_policy_lets_in_to_are_found() {
        assertThat(names(all("resource", PAUL, action("stamp"), ORDERS))).containsExactly("1");
        assertThat(names(all("resource", PAUL, action("read"), ORDERS))).containsExactly("21");
    }

    @Test
    void resources_of_another_account_are_found_where_both_accounts_allow() {
        assertThat(names(all("resource", visitor("rita"), action("read"), ORDERS)))
                .containsExactly("5");
        assertThat(names(all("resource", visitor("saul"), action("read"), ORDERS))).isEmpty();
        assertThat(
                        names(
                                all(
                                        "subject",
                                        "\"subject\":{\"type\":\"visitor\"}",
                                        action("read"),
                                        resource("5"))))
                .containsExactly("rita");
    }

    @Test
    void a_registered_pattern_is_told_to_whom_it_lets_in_and_to_nobody_else() {
        search("resource", QUINN, action("read"), ORDERS)
                .body("page.properties.unlisted_patterns", equalTo(List.of(order("3*"))));
        search("resource", PAUL, action("read"), ORDERS)
                .body("page.properties.unlisted_patterns", nullValue());
    }

    @Test
    void actions_that_only_a_registered_policy_names_are_found() {
        assertThat(names(all("action", PAUL, resource("1")))).containsExactly("stamp");
        search("action", QUINN, resource("31"))
                .body("page.properties.unlisted_patterns", equalTo(List.of("app:*")));
    }

    @Test
    void whom_a_registered_policy_lets_in_is_found_and_strangers_are_told() {
        String partners = "\"subject\":{\"type\":\"partner\"}";
        assertThat(names(all("subject", partners, action("stamp"), resource("1"))))
                .containsExactly("paul");
        // A memo names no account: it is looked for where the subjects are.
        String memo = "\"resource\":{\"type\":\"memo\",\"id\":\"1\"}";
        for (String open : List.of(resource("4"), memo)) {
            search("subject", partners, action("read"), open)
                    .body("results.size()", is(0))
                    .body(
                            "page.properties.unlisted_principals",
                            equalTo(List.of("*", "mail.example.com")));
        }
    }

    @Test
    void a_page_says_what_it_rests_on() {
        JsonPath page = search("resource", PAUL, action("stamp"), ORDERS).extract().jsonPath();
        Revision revision = Revision.parse(page.getString("page.properties.revision"));
        assertThat(revision.includes(POLICY.revision())).isTrue();
        assertThat(page.getString("page.properties.staleness")).isNotEqualTo("very_stale");
        assertThat(page.getBoolean("page.properties.session_unverified")).isFalse();
    }

    @Test
    void a_session_that_is_only_named_is_said_not_to_be_verified() {
        String session = "\"subject\":{\"type\":\"partner-session\",\"id\":\"porter/x\"}";
        search("action", session, resource("4"))
                .body("page.properties.session_unverified", is(true));
    }

    private static final String PAUL = "\"subject\":{\"type\":\"partner\",\"id\":\"paul\"}";
    private static final String QUINN = "\"subject\":{\"type\":\"partner\",\"id\":\"quinn\"}";
    private static final String ORDERS = "\"resource\":{\"type\":\"order\"}";

    private static String visitor(String name) {
        return "\"subject\":{\"type\":\"visitor\",\"id\":\"%s\"}".formatted(name);
    }

    private static List<String> names(List<Map<String, String>> results) {
        return results.stream().map(it -> it.getOrDefault("id", it.get("name"))).toList();
    }

    /** The results of all pages. */
    private static List<Map<String, String>> all(String what, String... parts) {
        List<Map<String, String>> found = new ArrayList<>();
        String token = "";
        do {
            JsonPath page = search(what, String.join(",", parts), page(token)).extract().jsonPath();
            found.addAll(page.getList("results"));
            token = page.getString("page.next_token");
        } while (!token.isEmpty());
        return found;
    }

    private static String page(String token) {
        return "\"page\":{\"token\":\"%s\"}".formatted(token);
    }

    private static ValidatableResponse search(String what, String... parts) {
        Revision written =
                IDENTITY.revision()
                        .and(POLICY.revision())
                        .and(VISITORS.revision())
                        .and(RIGHTS.revision());
        return given().filter(OpenApi.CONFORMS)
                .contentType("application/json")
                .header("X-Gatehouse-At-Least", written.token())
                .body("{" + String.join(",", parts) + "}")
                .post("/access/v1/search/" + what)
                .then()
                .statusCode(200);
    }

    private static String order(String id) {
        return "arn:aws:app:eu:%s:order/%s".formatted(PARTNER, id);
    }

    private static String resource(String id) {
        return "\"resource\":{\"type\":\"order\",\"id\":\"%s\"}".formatted(id);
    }

    private static String action(String name) {
        return "\"action\":{\"name\":\"%s\"}".formatted(name);
    }

    private static String lets(String user, String action, String resource) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},\
        "Action":"%s","Resource":"%s"}}\
        """
                .formatted(userId(user), action, resource);
    }
}
