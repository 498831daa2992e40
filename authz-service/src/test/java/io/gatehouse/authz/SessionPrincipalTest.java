package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.boundedUser;
import static io.gatehouse.snapshot.fixtures.Bodies.deleted;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.managed;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.model.session.SessionFacts;
import io.gatehouse.snapshot.fixtures.Bodies;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** SEMANTICS 5 to 8 and 12 for sessions that are live: with real tokens. */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class SessionPrincipalTest {

    private static final String ALLOWED = "Allowed";
    private static final String EXPLICIT = "ExplicitlyDenied";
    private static final String IMPLICIT = "ImplicitlyDenied";
    private static final String GET = "s3:GetObject";
    private static final String NOBODY_TRUSTED =
            """
            {"Version":"2012-10-17","Statement":[]}
            """;
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final String digits = "%012d".formatted(800_000 + ACCOUNTS.incrementAndGet());
    private final AccountId home = new AccountId(digits);
    private final LogWriter identity = new LogWriter(home, LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(home, LogName.POLICY);
    private final String roleId = "AROAWORKERXXXXXXXXXXX";
    private final String roleArn = "arn:aws:iam::" + digits + ":role/app/worker";
    private final String sessionArn = "arn:aws:sts::" + digits + ":assumed-role/worker/sess";
    private final ManagedChannel channel =
            NettyChannelBuilder.forTarget(FactsOnKafka.grpcTarget()).usePlaintext().build();

    @BeforeEach
    void is_ready() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    private static Fact.Builder tagged(Fact.Builder role) {
        role.getRoleBuilder()
                .addTags(
                        io.gatehouse.contracts.facts.v1.Tag.newBuilder()
                                .setKey("Team")
                                .setValue("red"));
        return role;
    }

    private void given_alice_and_the_role(String... policiesOfTheRole) {
        FactsOnKafka.publish(
                identity.write(
                        account(), user("alice"), tagged(role("worker", "/app/", trusting("*")))));
        FactsOnKafka.publish(policy.write(inline(roleId, policiesOfTheRole)));
    }

    private static String trusting(String principal) {
        return statement(
                "Allow", "sts:AssumeRole", "\"Principal\":{\"AWS\":\"" + principal + "\"}");
    }

    private static String statement(String effect, String action, String rest) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s",%s}]}\
        """
                .formatted(effect, action, rest);
    }

    private static String naming(String principal) {
        return statement(
                "Allow", GET, "\"Resource\":\"*\",\"Principal\":{\"AWS\":\"" + principal + "\"}");
    }

    private static String when(String effect, String condition) {
        return statement(effect, "*", "\"Resource\":\"*\",\"Condition\":" + condition);
    }

    private CheckRequest.Builder question(Principal who, String action) {
        List<LogPosition> written = new ArrayList<>(identity.revision().positions());
        written.addAll(policy.revision().positions());
        return CheckRequest.newBuilder()
                .setPrincipal(who)
                .setAction(action)
                .setResource("arn:aws:s3:::bucket/key")
                .setResourceAccount(digits)
                .setAtLeast(Revision.of(written).token());
    }

    private CheckResponse ask(CheckRequest.Builder question) {
        return AuthorizationGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .check(question.build());
    }

    private String decision(Session session, String action) {
        return text(ask(question(session.principal(), action)));
    }

    private String decisionWith(Session session, String resourcePolicy) {
        return text(ask(question(session.principal(), GET).setResourcePolicy(resourcePolicy)));
    }

    private static String text(CheckResponse response) {
        return switch (response.getDecision()) {
            case ALLOWED -> ALLOWED;
            case EXPLICITLY_DENIED -> EXPLICIT;
            case IMPLICITLY_DENIED -> IMPLICIT;
            case DECISION_UNSPECIFIED, UNRECOGNIZED -> throw new AssertionError(response);
        };
    }

    private Session session() {
        return Session.ofRole(home, roleId);
    }

    @Test
    void a_session_has_the_rights_of_its_role() {
        given_alice_and_the_role(allow(GET));
        CheckResponse yes = ask(question(session().principal(), GET));

        assertThat(yes.getDecision()).isEqualTo(Decision.ALLOWED);
        assertThat(yes.getSessionUnverified()).isFalse();
        assertThat(decision(session(), "s3:PutObject")).isEqualTo(IMPLICIT);
    }

    @Test
    void s12_1_and_2_what_names_the_session_itself_is_not_limited_by_its_policy() {
        given_alice_and_the_role();
        Session limited = session().inline(allow("ec2:*"));

        assertThat(decisionWith(limited, naming(sessionArn))).isEqualTo(ALLOWED);
        assertThat(decisionWith(limited, naming(roleArn))).isEqualTo(IMPLICIT);
        assertThat(decisionWith(session(), naming(roleArn))).isEqualTo(ALLOWED);
        assertThat(decisionWith(limited, naming("*"))).isEqualTo(ALLOWED);
    }

    @Test
    void s12_7_a_deny_in_the_session_policy_always_wins() {
        given_alice_and_the_role(allow("*"));
        Session denied = session().inline(Bodies.deny(GET));

        assertThat(decisionWith(denied, naming(sessionArn))).isEqualTo(EXPLICIT);
    }

    @Test
    void s12_9_across_accounts_the_session_policy_limits() {
        given_alice_and_the_role(allow("*"));
        CheckRequest.Builder across =
                question(session().inline(allow("ec2:*")).principal(), GET)
                        .setResourceAccount("999999999999")
                        .setResourcePolicy(naming(sessionArn));

        assertThat(text(ask(across))).isEqualTo(IMPLICIT);
    }

    @Test
    void s12_10_a_federated_session_has_what_user_and_session_policy_both_allow() {
        FactsOnKafka.publish(identity.write(account(), user("alice")));
        FactsOnKafka.publish(policy.write(inline(userId("alice"), allow("s3:*"))));
        Session bare = Session.federated(home, userId("alice"));
        String federatedArn = "arn:aws:sts::" + digits + ":federated-user/fred";
        String aliceArn = "arn:aws:iam::" + digits + ":user/alice";

        assertThat(decision(bare, GET)).isEqualTo(IMPLICIT);
        assertThat(decisionWith(bare, naming(federatedArn))).isEqualTo(ALLOWED);
        assertThat(decisionWith(bare, naming(aliceArn))).isEqualTo(IMPLICIT);
        assertThat(decision(bare.inline(allow("*")), GET)).isEqualTo(ALLOWED);
        assertThat(decision(bare.inline(allow("*")), "ec2:RunInstances")).isEqualTo(IMPLICIT);
    }

    @Test
    void a_boundary_of_the_user_bounds_the_federated_session() {
        String limit = "arn:aws:iam::" + digits + ":policy/limit";
        FactsOnKafka.publish(policy.write(managed(limit, "v1", allow("ec2:*"))));
        FactsOnKafka.publish(
                identity.writeAfter(policy.revision(), account(), boundedUser("alice", limit)));
        FactsOnKafka.publish(policy.write(inline(userId("alice"), allow("*"))));
        Session fred = Session.federated(home, userId("alice")).inline(allow("*"));

        assertThat(decision(fred, GET)).isEqualTo(IMPLICIT);
        assertThat(decision(fred, "ec2:RunInstances")).isEqualTo(ALLOWED);
    }

    @Test
    void s12_12_a_session_policy_never_grants() {
        given_alice_and_the_role();

        assertThat(decision(session().inline(allow("*")), GET)).isEqualTo(IMPLICIT);
    }

    @Test
    void a_managed_session_policy_counts_as_it_is_now() {
        String limit = "arn:aws:iam::" + digits + ":policy/limit";
        FactsOnKafka.publish(identity.write(account(), role("worker", "/app/", trusting("*"))));
        FactsOnKafka.publish(
                policy.write(inline(roleId, allow("*")), managed(limit, "v1", allow(GET))));
        Session limited = session().managed(limit);

        assertThat(decision(limited, GET)).isEqualTo(ALLOWED);
        assertThat(decision(limited, "s3:PutObject")).isEqualTo(IMPLICIT);
        FactsOnKafka.publish(policy.write(managed(limit, "v2", allow("s3:PutObject"))));
        assertThat(decision(limited, GET)).isEqualTo(IMPLICIT);
        FactsOnKafka.publish(policy.write(deleted(managed(limit, "v2", allow("*")))));
        assertThat(decision(limited, "s3:PutObject")).isEqualTo(IMPLICIT);
    }

    @Test
    void session_tags_lie_over_the_tags_of_the_role_whatever_their_case() {
        given_alice_and_the_role(
                when("Allow", "{\"StringEquals\":{\"aws:PrincipalTag/Team\":\"blue\"}}"));

        assertThat(decision(session(), GET)).isEqualTo(IMPLICIT);
        assertThat(decision(session().tagged("TEAM", "blue"), GET)).isEqualTo(ALLOWED);
        CheckRequest.Builder claimed =
                question(session().principal(), GET)
                        .putContext(
                                "aws:PrincipalTag/Team",
                                ContextValues.newBuilder().addValues("blue").build());
        assertThat(text(ask(claimed))).isEqualTo(IMPLICIT);
    }

    @Test
    void revoking_by_issue_time_ends_older_sessions_and_no_younger_ones() {
        Instant revoked = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        given_alice_and_the_role(
                allow("*"),
                when(
                        "Deny",
                        "{\"DateLessThan\":{\"aws:TokenIssueTime\":\"%s\"}}".formatted(revoked)));

        assertThat(decision(session().issuedAt(revoked.minusSeconds(5)), GET)).isEqualTo(EXPLICIT);
        assertThat(decision(session().issuedAt(revoked), GET)).isEqualTo(ALLOWED);
        CheckRequest.Builder claimed =
                question(session().issuedAt(revoked.minusSeconds(5)).principal(), GET)
                        .putContext(
                                "aws:TokenIssueTime",
                                ContextValues.newBuilder()
                                        .addValues("2999-01-01T00:00:00Z")
                                        .build());
        assertThat(text(ask(claimed))).isEqualTo(EXPLICIT);
    }

    @Test
    void s12_34_a_session_says_whether_a_device_was_used_and_when() {
        FactsOnKafka.publish(identity.write(account(), user("alice")));
        String withoutMfa = "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}}";
        FactsOnKafka.publish(
                policy.write(
                        inline(
                                userId("alice"),
                                allow("*"),
                                when("Deny", withoutMfa),
                                when(
                                        "Deny",
                                        "{\"NumericGreaterThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}}"))));
        Session plain = Session.ofUser(home, userId("alice"));
        Instant now = Instant.now();

        assertThat(decision(plain, GET)).isEqualTo(EXPLICIT);
        assertThat(decision(plain.with(SessionFacts.NONE.withMfa(Optional.of(now))), GET))
                .isEqualTo(ALLOWED);
        assertThat(
                        decision(
                                plain.with(
                                        SessionFacts.NONE.withMfa(
                                                Optional.of(now.minus(Duration.ofHours(2))))),
                                GET))
                .isEqualTo(EXPLICIT);
        Principal byName =
                Principal.newBuilder().setArn("arn:aws:iam::" + digits + ":user/alice").build();
        assertThat(text(ask(question(byName, GET)))).isEqualTo(ALLOWED);
    }

    @Test
    void the_facts_of_the_token_are_context() {
        SessionFacts facts =
                new SessionFacts(
                        Optional.empty(),
                        Optional.of("alice-in-person"),
                        Optional.of("https://id.example.org"),
                        Map.of("id.example.org:sub", List.of("42")));
        given_alice_and_the_role(
                when(
                        "Allow",
                        """
                        {"StringEquals":{"aws:SourceIdentity":"alice-in-person",
                        "aws:FederatedProvider":"https://id.example.org","id.example.org:sub":"42",
                        "aws:userid":"%s:sess","aws:PrincipalArn":"%s",
                        "aws:PrincipalType":"AssumedRole"}}
                        """
                                .formatted(roleId, roleArn)));

        assertThat(decision(session().with(facts), GET)).isEqualTo(ALLOWED);
        assertThat(decision(session(), GET)).isEqualTo(IMPLICIT);
    }

    @Test
    void a_session_ends_with_its_role_and_a_new_one_of_that_name_does_not_revive_it() {
        given_alice_and_the_role(allow("*"));
        assertThat(decision(session(), GET)).isEqualTo(ALLOWED);

        FactsOnKafka.publish(identity.write(deleted(role("worker", "/app/", NOBODY_TRUSTED))));
        Fact.Builder again = role("worker", "/app/", trusting("*"));
        again.getRoleBuilder().setId("AROAOTHERXXXXXXXXXXXX");
        FactsOnKafka.publish(identity.write(again));

        CheckResponse ended = ask(question(session().principal(), GET));
        assertThat(text(ended)).isEqualTo(IMPLICIT);
        assertThat(ended.getMessage()).contains("the role has been deleted");
    }

    @Test
    void a_session_ends_with_the_key_and_the_user_it_came_through() {
        given_alice_and_the_role(allow("*"));
        Session throughKey = session().from(home, "AKIAalice").from(home, userId("alice"));
        assertThat(decision(throughKey, GET)).isEqualTo(ALLOWED);

        Fact.Builder inactive = user("alice");
        inactive.getUserBuilder().getAccessKeysBuilder(0).setActive(false);
        FactsOnKafka.publish(identity.write(inactive));
        assertThat(decision(throughKey, GET)).isEqualTo(IMPLICIT);
        FactsOnKafka.publish(identity.write(user("alice")));
        assertThat(decision(throughKey, GET)).isEqualTo(ALLOWED);
        FactsOnKafka.publish(identity.write(deleted(user("alice"))));
        assertThat(decision(throughKey, GET)).isEqualTo(IMPLICIT);
        assertThat(decision(session(), GET)).isEqualTo(ALLOWED);
    }

    @Test
    void an_expired_session_is_denied_and_a_forged_one_is_no_principal() {
        given_alice_and_the_role(allow("*"));
        Session expired = session().issuedAt(Instant.now().minus(Duration.ofHours(2)));

        assertThat(ask(question(expired.principal(), GET)).getMessage())
                .contains("the session has expired");
        Principal forged = session().principal(KeysByHand.generate("session-test"));
        assertThatThrownBy(() -> ask(question(forged, GET)))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("not genuine");
        Principal garbled = Principal.newBuilder().setSessionToken("nonsense").build();
        assertThatThrownBy(() -> ask(question(garbled, GET)))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("not genuine");
    }

    @Test
    void a_token_takes_no_policies_or_tags_beside_its_own() {
        given_alice_and_the_role(allow("*"));
        Principal.Builder more =
                session().principal().toBuilder().addSessionPolicies(allow("s3:PutObject"));

        assertThatThrownBy(() -> ask(question(more.build(), GET)))
                .isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void the_same_by_json() {
        given_alice_and_the_role(allow(GET));
        CheckRequest.Builder question = question(session().principal(), GET);

        given().contentType("application/json")
                .body(
                        Map.of(
                                "principal",
                                Map.of("session_token", question.getPrincipal().getSessionToken()),
                                "action",
                                GET,
                                "resource",
                                question.getResource(),
                                "resource_account",
                                digits,
                                "at_least",
                                question.getAtLeast()))
                .post("/v1/check")
                .then()
                .statusCode(200)
                .body("decision", equalTo(ALLOWED))
                .body("session_unverified", equalTo(false));
    }

    @Test
    void s12_30_a_role_assumes_a_role_that_trusts_it_by_id() {
        FactsOnKafka.publish(
                identity.write(
                        account(),
                        role("worker", "/app/", trusting("*")),
                        role("target", "/", trusting(roleId)),
                        role("session-target", "/", trusting(roleId + ":sess"))));

        for (String target : List.of("target", "session-target")) {
            assertThat(text(ask(assuming(session(), target)))).as(target).isEqualTo(ALLOWED);
        }
        assertThat(text(ask(assuming(session().inline(allow("ec2:*")), "target"))))
                .as("a session policy always limits in trust policies")
                .isEqualTo(IMPLICIT);
    }

    @Test
    void s12_33_a_role_does_not_trust_itself() {
        FactsOnKafka.publish(identity.write(account(), role("worker", "/", trusting(digits))));

        assertThat(text(ask(assuming(session(), "worker")))).isEqualTo(IMPLICIT);
        FactsOnKafka.publish(policy.write(inline(roleId, allow("sts:AssumeRole"))));
        assertThat(text(ask(assuming(session(), "worker")))).isEqualTo(ALLOWED);
    }

    private CheckRequest.Builder assuming(Session session, String role) {
        return question(session.principal(), "sts:AssumeRole")
                .setResource("arn:aws:iam::" + digits + ":role/" + role);
    }
}
