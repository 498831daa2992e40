package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.check.Replica;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.infra.KafkaServer;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Whoever revokes a right and then acts on the revision that it was given is never answered by what
 * was before: not by another replica, and not when the one asked first goes away.
 */
class NewEnemyTest {

    private static final int TRIALS = Boolean.getBoolean("gatehouse.long") ? 100_000 : 2_000;

    /** A replica that is not ready yet tries nobody. */
    private static final int MOST_NOT_YET = 3 * TRIALS;

    private static final int AT_ONCE = 50;
    private static final int FAIL_OVER_EVERY = 10;
    private static KafkaServer kafka;
    private static Relay relay;

    @BeforeAll
    static void start() {
        kafka = KafkaServer.start(TestInfra.newDirectory("new-enemy"), 0);
        new TopicProvisioner(Map.of("bootstrap.servers", kafka.bootstrapServers())).provision();
        relay = new Relay(kafka.bootstrapServers(), "new-enemy");
    }

    @AfterAll
    static void stop() {
        relay.close();
        kafka.close();
    }

    private static final class Enemy {
        private final AccountId owner;
        private final LogWriter identity;
        private final LogWriter policy;

        Enemy(int number) {
            owner = new AccountId("%012d".formatted(440_000 + number));
            identity = new LogWriter(owner, LogName.IDENTITY);
            policy = new LogWriter(owner, LogName.POLICY);
        }

        List<WireRecord> enters() {
            return identity.write(account(), user("eve"));
        }

        List<WireRecord> isGranted() {
            return policy.writeAfter(
                    identity.revision(), inline(userId("eve"), allow("s3:GetObject")));
        }

        List<WireRecord> isRevoked() {
            return policy.writeAfter(identity.revision(), inline(userId("eve")));
        }

        CheckRequest act() {
            Revision revoked = identity.revision().and(policy.revision());
            return CheckRequest.newBuilder()
                    .setPrincipal(
                            Principal.newBuilder()
                                    .setArn("arn:aws:iam::" + owner.digits() + ":user/eve"))
                    .setAction("s3:GetObject")
                    .setResource("*")
                    .setAtLeast(revoked.token())
                    .build();
        }
    }

    @Test
    void what_was_revoked_is_never_allowed_to_who_has_seen_the_revocation() {
        Random random = new Random(42);
        List<Enemy> enemies = new ArrayList<>();
        List<WireRecord> entries = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            enemies.add(new Enemy(i));
            entries.addAll(enemies.getLast().enters());
        }
        relay.publish(entries);
        List<Replica> replicas = new ArrayList<>(List.of(replica(), replica()));
        int answered = 0;
        int notYet = 0;
        for (int round = 0; answered < TRIALS && notYet < MOST_NOT_YET; round++) {
            boolean isTime = round % FAIL_OVER_EVERY == FAIL_OVER_EVERY - 1;
            // Two that still read would have nobody to try.
            if (isTime && replicas.getLast().isReady()) {
                // The one that all had asked goes away; a new one reads from the beginning.
                replicas.removeFirst().close();
                replicas.add(replica());
            }
            List<WireRecord> grants = new ArrayList<>();
            List<WireRecord> revocations = new ArrayList<>();
            for (Enemy enemy : enemies) {
                grants.addAll(enemy.isGranted());
                revocations.addAll(enemy.isRevoked());
            }
            relay.publish(grants);
            relay.publish(revocations);
            for (Enemy enemy : enemies) {
                // At the one, and having been told so, at the other.
                int first = random.nextInt(2);
                for (Replica replica : List.of(replicas.get(first), replicas.get(1 - first))) {
                    Decision decision = asked(replica, enemy.act());
                    if (decision == Decision.DECISION_UNSPECIFIED) {
                        notYet++;
                    } else {
                        answered++;
                        assertThat(decision).isEqualTo(Decision.IMPLICITLY_DENIED);
                    }
                }
            }
        }
        replicas.forEach(Replica::close);
        System.out.printf("new enemy: %d denied, %d not yet, 0 allowed%n", answered, notYet);
        assertThat(answered).isGreaterThanOrEqualTo(TRIALS);
    }

    private static Replica replica() {
        return Replica.start(kafka.bootstrapServers(), LogWriter.MAC);
    }

    /** Unspecified for "not yet", in time or not, and for a replica that is not ready. */
    private static Decision asked(Replica replica, CheckRequest question) {
        try {
            return replica.ask()
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .check(question)
                    .getDecision();
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode())
                    .isIn(
                            Status.Code.FAILED_PRECONDITION,
                            Status.Code.UNAVAILABLE,
                            Status.Code.DEADLINE_EXCEEDED);
            return Decision.DECISION_UNSPECIFIED;
        }
    }
}
