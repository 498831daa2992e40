package io.gatehouse.authz.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gatehouse.authz.decisionlog.DecisionLogSettings.Mode;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.model.AccountId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** What happens when the log cannot keep up: nothing listens where these logs write to. */
class DecisionLogModesTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private DecisionLog log(Mode mode) {
        return new DecisionLog(NoLog.settings(mode, 2), metrics, NoLog.nowhere());
    }

    @Test
    void a_lossy_log_without_room_drops_and_counts() {
        DecisionLog log = log(Mode.LOSSY);
        for (int i = 0; i < 5; i++) {
            log.learn(decided(Decision.ALLOWED));
            log.room(1, Duration.ofMillis(1)).await().indefinitely();
        }
        assertThat(metrics.counter("gatehouse.decision.log.dropped").count()).isEqualTo(3);
        assertThat(metrics.get("gatehouse.decision.log.held").gauge().value()).isEqualTo(2);
    }

    @Test
    void a_strict_log_without_room_lets_nobody_decide() {
        DecisionLog log = log(Mode.STRICT);
        log.learn(decided(Decision.ALLOWED));
        log.room(1, Duration.ofMillis(1)).await().indefinitely();
        log.learn(decided(Decision.ALLOWED));

        assertThatThrownBy(() -> log.room(1, Duration.ofMillis(20)).await().indefinitely())
                .isNotNull();
        assertThat(metrics.counter("gatehouse.decision.log.dropped").count()).isZero();
    }

    @Test
    void what_is_sampled_depends_on_the_decision() {
        DecisionLog log =
                new DecisionLog(NoLog.settings(Mode.LOSSY, 100, 0), metrics, "127.0.0.1:1");
        for (int i = 0; i < 10; i++) {
            log.learn(decided(Decision.ALLOWED));
            log.learn(decided(Decision.IMPLICITLY_DENIED));
            log.learn(decided(Decision.EXPLICITLY_DENIED));
        }
        assertThat(metrics.get("gatehouse.decision.log.held").gauge().value()).isEqualTo(20);
        assertThat(metrics.counter("gatehouse.decision.log.dropped").count()).isZero();
    }

    @Test
    void a_broker_that_is_not_there_holds_up_no_decision() {
        DecisionLog log = log(Mode.LOSSY);
        log.start(new StartupEvent());
        try {
            // The producer itself waits five seconds for its first broker.
            assertTimeoutPreemptively(
                    Duration.ofSeconds(4),
                    () -> {
                        for (int i = 0; i < 1_000; i++) {
                            log.learn(decided(Decision.ALLOWED));
                        }
                    });
            assertThat(metrics.counter("gatehouse.decision.log.dropped").count()).isPositive();
        } finally {
            // It waits for what it was about to send: nobody has to wait with it.
            Thread.startVirtualThread(() -> log.stop(new ShutdownEvent()));
        }
    }

    @Test
    void who_waits_for_room_goes_on_when_an_entry_is_gone() {
        LogQueue queue = new LogQueue(1);
        queue.add(decided(Decision.ALLOWED));
        var waiting =
                queue.room(1, Duration.ofSeconds(10))
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.create());
        waiting.assertNotTerminated();

        queue.gone();

        waiting.awaitItem(Duration.ofSeconds(5));
    }

    @Test
    void more_than_there_ever_is_waits_for_an_empty_log() {
        LogQueue queue = new LogQueue(2);
        queue.room(1_000, Duration.ofMillis(1)).await().indefinitely();
        queue.add(decided(Decision.ALLOWED));

        assertThatThrownBy(() -> queue.room(1_000, Duration.ofMillis(20)).await().indefinitely())
                .isNotNull();
    }

    @Test
    void no_token_and_no_policy_is_written() {
        CheckRequest request =
                CheckRequest.newBuilder()
                        .setPrincipal(
                                Principal.newBuilder()
                                        .setSessionToken("token-of-a-session")
                                        .addSessionPolicies("{\"planted\":1}"))
                        .setResourcePolicy("{\"planted\":2}")
                        .setAction("a:B")
                        .setResource("*")
                        .build();
        String json =
                new String(
                        new DecisionJson(NoLog.settings(Mode.LOSSY, 1))
                                .of(decided(request, Decision.IMPLICITLY_DENIED)),
                        StandardCharsets.UTF_8);
        assertThat(json).doesNotContain("token-of-a-session").doesNotContain("planted");
    }

    private static Decided decided(Decision decision) {
        return decided(CheckRequest.getDefaultInstance(), decision);
    }

    private static Decided decided(CheckRequest request, Decision decision) {
        return new Decided(
                Instant.EPOCH,
                1,
                "local",
                "arn:aws:iam::123456789012:user/bob",
                new AccountId("123456789012"),
                request,
                CheckResponse.newBuilder().setDecision(decision).build());
    }
}
