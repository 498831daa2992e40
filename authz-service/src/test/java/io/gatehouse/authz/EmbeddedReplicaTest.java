package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.attached;
import static io.gatehouse.snapshot.fixtures.Bodies.boundedUser;
import static io.gatehouse.snapshot.fixtures.Bodies.deny;
import static io.gatehouse.snapshot.fixtures.Bodies.group;
import static io.gatehouse.snapshot.fixtures.Bodies.groupId;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.managed;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.client.GrpcAuthorizer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.replica.EmbeddedReplica;
import io.gatehouse.replica.ReplicaSettings;
import io.gatehouse.replica.decide.DecisionCount;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The replica inside an application, beside authz-service, on the same Kafka. */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class EmbeddedReplicaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final String digits = "%012d".formatted(810_000 + ACCOUNTS.incrementAndGet());
    private final AccountId owner = new AccountId(digits);
    private final LogWriter identity = new LogWriter(owner, LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(owner, LogName.POLICY);
    private final AtomicInteger counted = new AtomicInteger();

    @BeforeEach
    void is_ready() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void the_replica_and_the_service_give_the_same_answers_at_the_same_revision() {
        Revision written = population();
        try (EmbeddedReplica replica = EmbeddedReplica.start(settings());
                GrpcAuthorizer service =
                        GrpcAuthorizer.connect(
                                FactsOnKafka.grpcTarget(), Optional::empty, PATIENCE)) {
            assertThat(replica.awaitReady(PATIENCE)).isTrue();
            int allowed = 0;
            int asked = 0;
            for (String principal :
                    List.of(
                            iam("user/bob"),
                            iam("user/eve"),
                            iam("user/ann"),
                            iam("user/nobody"),
                            iam("root"),
                            "arn:aws:sts::" + digits + ":assumed-role/ops/night",
                            "arn:aws:iam::999999999997:user/x",
                            "*",
                            "nonsense")) {
                for (String action :
                        List.of("s3:GetObject", "s3:PutObject", "sqs:Send", "sts:AssumeRole")) {
                    for (String resource : List.of("arn:aws:s3:::b/k", iam("role/ops"), "*")) {
                        PermissionQuestion question =
                                PermissionQuestion.of(principal, ActionName.parse(action), resource)
                                        .withResourceAccount(digits)
                                        .withContext(Map.of("aws:SourceIp", List.of("192.0.2.1")))
                                        .withAtLeast(written);
                        Answer here = replica.checkBlocking(question);
                        assertThat(here)
                                .as("%s %s %s", principal, action, resource)
                                .isEqualTo(service.checkBlocking(question));
                        allowed += here.isAllowed() ? 1 : 0;
                        asked += here instanceof Answer.Unanswered ? 0 : 1;
                    }
                }
            }
            assertThat(allowed).isGreaterThan(10);
            assertThat(counted.get()).isEqualTo(asked);
        }
    }

    @Test
    void a_change_is_seen_when_it_is_asked_for_and_a_revision_that_is_not_there_is_not_yet() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        try (EmbeddedReplica replica = EmbeddedReplica.start(settings())) {
            assertThat(replica.awaitReady(PATIENCE)).isTrue();
            FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("s3:*"))));
            Revision allowed = policy.revision();
            assertThat(replica.checkBlocking(bob().withAtLeast(allowed)).isAllowed()).isTrue();
            FactsOnKafka.publish(policy.write(inline(userId("bob"), deny("s3:*"))));
            assertThat(replica.checkBlocking(bob().withAtLeast(policy.revision())).isAllowed())
                    .isFalse();
            var _ = policy.write();
            assertThat(
                            replica.checkBlocking(
                                    bob().withAtLeast(policy.revision())
                                            .withDeadline(Duration.ofMillis(100))))
                    .isInstanceOfSatisfying(
                            Answer.Unanswered.class,
                            it -> assertThat(it.cause()).isEqualTo(Cause.NOT_YET));
        }
    }

    @Test
    void it_says_how_old_it_is_and_denies_what_is_very_stale() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("s3:*"))));
        Freshness.Limits impatient = new Freshness.Limits(Duration.ZERO, Duration.ZERO, true);
        try (EmbeddedReplica replica = EmbeddedReplica.start(settings().withFreshness(impatient))) {
            assertThat(replica.awaitReady(PATIENCE)).isTrue();
            assertThat(replica.checkBlocking(bob()))
                    .isInstanceOfSatisfying(
                            Answer.Denied.class,
                            it -> {
                                assertThat(it.isStale()).isTrue();
                                assertThat(it.message()).contains("very stale");
                            });
            FactsOnKafka.publish(List.of(identity.heartbeat()));
            assertThat(replica.isAlive()).isTrue();
            assertThat(replica.halted()).isNotNull();
        }
    }

    @Test
    void before_the_facts_were_read_and_without_the_right_keys_nothing_is_allowed() {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(policy.write(inline(userId("bob"), allow("s3:*"))));
        ReplicaSettings wrongKeys =
                new ReplicaSettings(
                        Map.of("bootstrap.servers", TestInfra.kafka()),
                        Map.of("other", new byte[32]),
                        settings().freshness(),
                        Duration.ofMillis(100),
                        settings().reports(),
                        DecisionCount.NONE);
        try (EmbeddedReplica replica = EmbeddedReplica.start(wrongKeys)) {
            Answer early = replica.checkBlocking(bob());
            assertThat(early.isAllowed()).isFalse();
            assertThat(replica.awaitReady(PATIENCE)).isTrue();
            assertThat(replica.checkBlocking(bob()).isAllowed()).isFalse();
        }
    }

    @Test
    void a_token_is_the_service_s_to_verify() {
        try (EmbeddedReplica replica = EmbeddedReplica.start(settings())) {
            assertThat(replica.awaitReady(PATIENCE)).isTrue();
            assertThat(replica.checkBlocking(bob().withPrincipal(new Asked.BySessionToken("x"))))
                    .isInstanceOfSatisfying(
                            Answer.Unanswered.class,
                            it -> assertThat(it.cause()).isEqualTo(Cause.INVALID));
        }
    }

    private Revision population() {
        String boundary = iam("policy/limit");
        String readers = iam("policy/readers");
        FactsOnKafka.publish(
                policy.write(
                        managed(boundary, "v1", allow("s3:GetObject")),
                        managed(readers, "v2", allow("s3:Get*"))));
        FactsOnKafka.publish(
                identity.writeAfter(
                        policy.revision(),
                        account(),
                        group("dev"),
                        user("bob", "dev"),
                        user("ann"),
                        boundedUser("eve", boundary),
                        role(
                                "ops",
                                "/",
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                 "Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}
                                """
                                        .formatted(userId("bob")))));
        FactsOnKafka.publish(
                policy.writeAfter(
                        identity.revision(),
                        inline(groupId("dev"), allow("s3:*"), deny("s3:Put*")),
                        inline(userId("eve"), allow("*")),
                        attached(userId("ann"), readers)));
        return policy.revision().and(identity.revision());
    }

    private ReplicaSettings settings() {
        return new ReplicaSettings(
                Map.of("bootstrap.servers", TestInfra.kafka()),
                Map.of("2026-11", FactsOnKafka.KEY),
                new Freshness.Limits(Duration.ofSeconds(30), Duration.ofMinutes(5), false),
                Duration.ofSeconds(10),
                new io.gatehouse.snapshot.SnapshotReports() {
                    @Override
                    public void refused(String reason) {}

                    @Override
                    public void gap(io.gatehouse.snapshot.LogId log, String reason) {}

                    @Override
                    public void unreadable(io.gatehouse.snapshot.LogId log, String reason) {}

                    @Override
                    public void repaired(io.gatehouse.snapshot.LogId log) {}
                },
                (_, _, _, _, _) -> counted.incrementAndGet());
    }

    private PermissionQuestion bob() {
        return PermissionQuestion.of(
                        iam("user/bob"), ActionName.parse("s3:GetObject"), "arn:aws:s3:::b/k")
                .withResourceAccount(digits);
    }

    private String iam(String resource) {
        return "arn:aws:iam::" + digits + ":" + resource;
    }
}
