package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.boundedUser;
import static io.gatehouse.snapshot.fixtures.Bodies.deleted;
import static io.gatehouse.snapshot.fixtures.Bodies.deny;
import static io.gatehouse.snapshot.fixtures.Bodies.group;
import static io.gatehouse.snapshot.fixtures.Bodies.groupId;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.managed;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class AuthzServiceTest {

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final String digits = "%012d".formatted(700_000 + ACCOUNTS.incrementAndGet());
    private final AccountId owner = new AccountId(digits);
    private final LogWriter identity = new LogWriter(owner, LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(owner, LogName.POLICY);
    private final String bob = "arn:aws:iam::" + digits + ":user/bob";

    @BeforeEach
    void is_ready() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void a_user_is_allowed_by_a_group() {
        FactsOnKafka.publish(identity.write(account(), group("dev"), user("bob", "dev")));
        FactsOnKafka.publish(
                policy.writeAfter(
                        identity.revision(), inline(groupId("dev"), allow("s3:GetObject"))));

        check("s3:GetObject")
                .statusCode(200)
                .body("decision", equalTo("Allowed"))
                .body("layer", equalTo("identity"))
                .body("because", hasSize(1))
                .body("because[0].policy", equalTo("group/" + groupId("dev") + "/inline0"))
                .body("because[0].statement", is(0))
                .body("session_unverified", is(false))
                .body("semantics", equalTo("1"));
        check("s3:PutObject")
                .statusCode(200)
                .body("decision", equalTo("ImplicitlyDenied"))
                .body("message", containsString("because no identity-based policy allows"));
    }

    @Test
    void a_boundary_denies() {
        String boundary = "arn:aws:iam::" + digits + ":policy/limit";
        FactsOnKafka.publish(policy.write(managed(boundary, "v1", allow("s3:GetObject"))));
        FactsOnKafka.publish(
                identity.writeAfter(policy.revision(), account(), boundedUser("bob", boundary)));
        FactsOnKafka.publish(
                policy.writeAfter(identity.revision(), inline(userId("bob"), allow("*"))));

        check("s3:GetObject").body("decision", equalTo("Allowed"));
        check("s3:PutObject")
                .body("decision", equalTo("ImplicitlyDenied"))
                .body("layer", equalTo("boundary"));
    }

    @Test
    void an_explicit_deny_wins() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(
                policy.write(inline(userId("bob"), allow("*"), deny("s3:DeleteObject"))));

        check("s3:DeleteObject")
                .body("decision", equalTo("ExplicitlyDenied"))
                .body("because[0].policy", equalTo("user/" + userId("bob") + "/inline1"))
                .body("message", containsString("with an explicit deny in an identity-based"));
    }

    @Test
    void at_least_waits_for_what_is_on_its_way() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        List<WireRecord> grant = policy.write(inline(userId("bob"), allow("s3:GetObject")));

        CompletableFuture<ValidatableResponse> asked =
                CompletableFuture.supplyAsync(() -> ask(question("s3:GetObject")));
        FactsOnKafka.publish(grant);

        asked.join().statusCode(200).body("decision", equalTo("Allowed"));
    }

    @Test
    void at_least_what_never_comes_is_not_yet() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        policy.write(inline(userId("bob"), allow("s3:GetObject"))); // never published

        check("s3:GetObject")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:gatehouse:problem:not-yet"));
    }

    @Test
    void a_revision_of_another_epoch_is_not_yet() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        Map<String, Object> question = question("s3:GetObject");
        question.put(
                "at_least", Revision.of(new LogPosition(owner, LogName.IDENTITY, "e0", 1)).token());

        ask(question).statusCode(409);
    }

    @Test
    void a_forged_fact_is_refused_and_counted() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        WireRecord real = policy.write(inline(userId("bob"), allow("*"))).getFirst();
        double before = metric("gatehouse_facts_refused_total");

        FactsOnKafka.publish(
                List.of(
                        new WireRecord(
                                real.topic(),
                                real.partition(),
                                real.key(),
                                real.value(),
                                Map.of("mac", "2026-11:AAAA"))));

        Eventually.holds(
                () -> assertThat(metric("gatehouse_facts_refused_total")).isEqualTo(before + 1));
        Map<String, Object> question = question("s3:GetObject");
        question.put("at_least", identity.revision().token());
        ask(question).body("decision", equalTo("ImplicitlyDenied"));
    }

    @Test
    void a_gap_is_reported_and_repaired_by_a_republication() {
        FactsOnKafka.publish(identity.write(account(), user("bob"), user("ann")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("*"))));
        check("s3:GetObject").body("decision", equalTo("Allowed"));
        identity.write(deleted(user("bob"))); // lost
        double before = metric("gatehouse_facts_gaps_total");

        FactsOnKafka.publish(identity.write(user("ann")));

        Eventually.holds(
                () -> assertThat(metric("gatehouse_facts_gaps_total")).isEqualTo(before + 1));
        get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.data.flatten()", not(hasSize(0)));
        FactsOnKafka.publish(identity.republish("r1", Revision.NONE, account(), user("ann")));

        check("s3:GetObject")
                .statusCode(200)
                .body("decision", equalTo("ImplicitlyDenied"))
                .body("message", containsString("there is no user"));
    }

    @Test
    void after_a_restore_nobody_keeps_a_revoked_right() {
        FactsOnKafka.publish(identity.write(account()));
        FactsOnKafka.publish(identity.write(user("bob"))); // after the backup
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("*"))));
        check("s3:GetObject").body("decision", equalTo("Allowed"));

        identity.restore("e2", 1, 1);
        FactsOnKafka.publish(identity.republish("r1", Revision.NONE, account()));

        check("s3:GetObject").body("decision", equalTo("ImplicitlyDenied"));
    }

    @Test
    void what_was_never_committed_is_never_seen() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        LogWriter twin = new LogWriter(owner, LogName.POLICY);
        FactsOnKafka.publishAborted(twin.write(inline(userId("bob"), allow("*"))));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("s3:GetObject"))));

        check("s3:GetObject").body("decision", equalTo("Allowed"));
        check("s3:PutObject").body("decision", equalTo("ImplicitlyDenied"));
    }

    /** Loudly: in the answer, in a metric, in the health's details. */
    @Test
    void an_unreadable_fact_stops_its_account() {
        double before = metric("gatehouse_facts_unreadable_total");
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("*"))));
        check("s3:GetObject").body("decision", equalTo("Allowed"));

        FactsOnKafka.publish(identity.write(user("bob").addMustUnderstand("curfew")));

        Map<String, Object> question = question("s3:GetObject");
        question.remove("at_least");
        Eventually.holds(() ->
                ask(question)
                        .statusCode(503)
                        .body("detail", containsString("which this reader does not know")));
        assertThat(metric("gatehouse_facts_unreadable_total")).isEqualTo(before + 1);
        assertThat(metric("gatehouse_snapshot_halted")).isPositive();
        String health = get("/q/health/ready").then().statusCode(200).extract().asString();
        assertThat(health).contains("halted").contains(digits);
    }

    @Test
    void whose_the_resource_is_follows_from_its_arn_or_the_named_owner_and_not_from_the_context() {
        String elsewhere =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:*","Resource":"*"},
                 {"Effect":"Deny","Action":"*","Resource":"*",
                  "Condition":{"StringNotEquals":{"aws:ResourceAccount":"%s"}}}]}\
                """
                        .formatted(digits);
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), elsewhere)));
        Map<String, Object> question = question("a:Read");
        ask(question).body("decision", equalTo("Allowed"));
        question.put("resource", "arn:aws:a:::thing");
        ask(question).body("decision", equalTo("Allowed"));
        question.put("resource_account", "999999999999");
        question.put("context", Map.of("AWS:ResourceAccount", digits));
        ask(question).body("decision", equalTo("ExplicitlyDenied"));
        question.remove("resource_account");
        question.put("resource", "arn:aws:a::999999999999:thing");
        ask(question).body("decision", equalTo("ExplicitlyDenied"));
    }

    @Test
    void who_the_principal_is_cannot_be_asserted_by_the_asker() {
        String onlyAnn =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*",
                 "Condition":{"StringEquals":{"aws:username":"ann"}}}]}\
                """;
        String onlyTeamBob =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:Tag","Resource":"*",
                 "Condition":{"StringEquals":{"aws:PrincipalTag/team":"bob"},
                  "DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}}]}\
                """;
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), onlyAnn, onlyTeamBob)));
        Map<String, Object> question = question("a:Tag");
        question.put(
                "context",
                Map.of(
                        "AWS:UserName", "ann",
                        "aws:principaltag/team", "nobody",
                        "aws:CurrentTime", "1999-01-01T00:00:00Z"));

        ask(question).body("decision", equalTo("Allowed")).body("because", hasSize(1));
        question.put("action", "a:Other");
        ask(question).body("decision", equalTo("ImplicitlyDenied"));
    }

    @Test
    void a_role_is_assumed_only_by_whom_its_trust_policy_names() {
        String trust =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"AWS":"%s"}}]}\
                """
                        .formatted(userId("bob"));
        FactsOnKafka.publish(
                identity.write(account(), user("bob"), user("ann"), role("ops", "/team/", trust)));
        FactsOnKafka.publish(policy.write(inline(userId("ann"), allow("*"))));
        Map<String, Object> question = question("sts:AssumeRole");
        question.put("resource", "arn:aws:iam::" + digits + ":role/team/ops");

        ask(question).body("decision", equalTo("Allowed")).body("layer", equalTo("trust"));
        question.put("principal", bob.replace("bob", "ann"));
        ask(question).body("decision", equalTo("ImplicitlyDenied")).body("layer", equalTo("trust"));
    }

    @Test
    void unknown_principals_are_denied_even_if_the_resource_policy_allows_all() {
        FactsOnKafka.publish(identity.write(account()));
        FactsOnKafka.publish(policy.write());
        Map<String, Object> question = question("s3:GetObject");
        question.put("resource", "arn:aws:s3:::bucket/x");
        question.put(
                "resource_policy",
                Map.of(
                        "Version",
                        "2012-10-17",
                        "Statement",
                        List.of(
                                Map.of(
                                        "Effect", "Allow",
                                        "Principal", "*",
                                        "Action", "*",
                                        "Resource", "*"))));

        ask(question).statusCode(200).body("decision", equalTo("ImplicitlyDenied"));
    }

    @Test
    void malformed_questions_are_told_what_is_wrong() {
        refused("principal", "arn:aws:iam::1:user/x", "a principal is");
        refused("action", "GetObject", "an action is `vendor:name`");
        refused("resource", "bucket/x", "a resource is an ARN or `*`");
        refused("at_least", "nonsense", "not a revision token");
        refused("resource_account", "12", "twelve digits");
        refused("context", Map.of("k", Map.of("a", 1)), "$.context.k must be a string");
        refused("resource_policy", "{", "resource-policy:");
        given().contentType("application/json")
                .body("{")
                .post("/v1/check")
                .then()
                .statusCode(400)
                .body("detail", containsString("not JSON"));
    }

    @Test
    void pages_of_a_browser_may_not_ask() {
        given().contentType("application/json")
                .header("Origin", "https://example.org")
                .body(question("s3:GetObject"))
                .post("/v1/check")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", is((String) null));
    }

    @Test
    void a_batch_keeps_its_order_and_a_bad_item_spoils_only_itself() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("s3:GetObject"))));
        Map<String, Object> shared = question("s3:GetObject");

        given().contentType("application/json")
                .body(
                        Map.of(
                                "shared",
                                shared,
                                "items",
                                List.of(
                                        Map.of(),
                                        Map.of("action", "nonsense"),
                                        Map.of("action", "s3:PutObject"))))
                .post("/v1/batch-check")
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items[0].response.decision", equalTo("Allowed"))
                .body("items[1].error.code", is(3))
                .body("items[2].response.decision", equalTo("ImplicitlyDenied"));
    }

    @Test
    void an_explanation_has_the_trace() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("s3:GetObject"))));

        given().contentType("application/json")
                .body(question("s3:GetObject"))
                .post("/v1/explain")
                .then()
                .statusCode(200)
                .body("response.decision", equalTo("Allowed"))
                .body("trace", not(hasSize(0)));
    }

    @Test
    void the_answer_names_the_revision_that_decided() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("s3:GetObject"))));

        String token = check("s3:GetObject").extract().path("revision");

        Revision revision = Revision.parse(token);
        assertThat(revision.includes(identity.revision())).isTrue();
        assertThat(revision.includes(policy.revision())).isTrue();
    }

    /** At least as fresh as everything this test has written. */
    private ValidatableResponse check(String action) {
        return ask(question(action));
    }

    private ValidatableResponse ask(Map<String, Object> question) {
        return given().filter(OpenApi.CONFORMS)
                .contentType("application/json")
                .body(question)
                .post("/v1/check")
                .then();
    }

    private Map<String, Object> question(String action) {
        Map<String, Object> question = new HashMap<>();
        question.put("principal", bob);
        question.put("action", action);
        question.put("resource", "*");
        List<LogPosition> written = new ArrayList<>(identity.revision().positions());
        written.addAll(policy.revision().positions());
        question.put("at_least", Revision.of(written).token());
        return question;
    }

    private void refused(String field, Object value, String detail) {
        Map<String, Object> question = question("s3:GetObject");
        question.remove("at_least");
        question.put(field, value);
        ask(question)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    private static double metric(String name) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
