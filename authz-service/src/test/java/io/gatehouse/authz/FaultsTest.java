package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.authz.check.Replica;
import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.Staleness;
import io.gatehouse.infra.KafkaServer;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Broken on purpose: what the asker sees, that no decision is wrongly allowed, that it heals by
 * itself. Every answer is compared with the reference evaluator at the revision that it names.
 */
class FaultsTest {

    private static final boolean IS_LONG = Boolean.getBoolean("gatehouse.long");

    /** Two thirds of it around an outage, all of it under writes: 200,000 in the long run. */
    private static final int DECISIONS = IS_LONG ? 120_000 : 1_500;

    private static final Duration OUTAGE =
            IS_LONG ? Duration.ofMinutes(1) : Duration.ofMillis(2_500);
    private static final Freshness.Limits STRICT =
            new Freshness.Limits(Duration.ofSeconds(1), Duration.ofSeconds(2), true);
    private static final Freshness.Limits LENIENT =
            new Freshness.Limits(Duration.ofSeconds(1), Duration.ofSeconds(2), false);

    private static final Path DIRECTORY = TestInfra.newDirectory("faults");
    private static final AtomicInteger WORLDS = new AtomicInteger();
    private static final AtomicInteger COMPARED = new AtomicInteger();
    private static KafkaServer kafka;
    private static Relay relay;

    private final Random random = new Random(7);
    private final AtomicReference<Instant> jumped = new AtomicReference<>();
    private final InstantSource clock = () -> jumped.get() == null ? Instant.now() : jumped.get();
    private World world;

    @BeforeAll
    static void start() {
        kafka = KafkaServer.start(DIRECTORY, 0);
        new TopicProvisioner(Map.of("bootstrap.servers", kafka.bootstrapServers())).provision();
        relay = new Relay(kafka.bootstrapServers(), "faults");
    }

    @AfterAll
    static void stop() {
        relay.close();
        kafka.close();
        System.out.printf("faults: %d decisions compared%n", COMPARED.get());
        assertThat(COMPARED.get()).isGreaterThan(DECISIONS * 5 / 3);
    }

    @BeforeEach
    void a_world() {
        world = newWorld();
        relay.heartbeat();
    }

    private static World newWorld() {
        int number = WORLDS.incrementAndGet();
        return new World("%012d".formatted(450_000 + number), relay, number);
    }

    @Test
    void while_kafka_is_away_decisions_go_on_and_say_how_old_they_are() throws Exception {
        try (Replica lenient = replica(LENIENT);
                Replica strict = replica(STRICT)) {
            ready(lenient, strict);
            relay.heartbeat();
            compare(lenient, DECISIONS / 3);
            int port = kafka.port();
            relay.close();
            kafka.close();

            long until = System.nanoTime() + OUTAGE.toNanos();
            while (System.nanoTime() < until) {
                compare(lenient, 20);
            }
            assertThat(ask(lenient).getStaleness()).isEqualTo(Staleness.VERY_STALE);
            CheckResponse refused = ask(strict);
            assertThat(refused.getDecision()).isEqualTo(Decision.IMPLICITLY_DENIED);
            assertThat(refused.getMessage()).contains("very stale");

            kafka = KafkaServer.start(DIRECTORY, port);
            relay = new Relay(kafka.bootstrapServers(), "faults");
            world = newWorld();
            Eventually.holds(() -> {
                relay.heartbeat();
                assertThat(ask(lenient).getStaleness()).isEqualTo(Staleness.FRESH);
                assertThat(ask(strict).getStaleness()).isEqualTo(Staleness.FRESH);
            });
            ready(lenient, strict);
            compare(lenient, DECISIONS / 3);
        }
    }

    @Test
    void answers_under_writes_are_those_of_the_revision_they_name() {
        try (Replica one = replica(LENIENT);
                Replica two = replica(LENIENT)) {
            ready(one, two);
            for (int i = 0; i < DECISIONS / 25; i++) {
                world.change();
                compare(one, 12);
                compare(two, 13);
            }
        }
    }

    @Test
    void a_clock_that_jumps_makes_nothing_fresher() {
        try (Replica strict = replica(STRICT)) {
            ready(strict);
            Eventually.holds(() -> {
                relay.heartbeat();
                assertThat(ask(strict).getStaleness()).isEqualTo(Staleness.FRESH);
            });

            jumped.set(Instant.now().plus(Duration.ofHours(1)));
            assertThat(ask(strict).getStaleness()).isEqualTo(Staleness.VERY_STALE);
            assertThat(ask(strict).getDecision()).isEqualTo(Decision.IMPLICITLY_DENIED);

            // Back by an hour: by this clock every heartbeat is of the future. Age still shows.
            jumped.set(Instant.now().minus(Duration.ofHours(1)));
            Eventually.holds(
                    () -> assertThat(ask(strict).getStaleness()).isEqualTo(Staleness.VERY_STALE));

            jumped.set(null);
            relay.heartbeat();
            Eventually.holds(
                    () -> assertThat(ask(strict).getStaleness()).isEqualTo(Staleness.FRESH));
        }
    }

    @Test
    void a_connection_cut_in_a_batch_is_an_error_and_the_next_one_works() throws Exception {
        try (Replica replica = replica(LENIENT);
                CutConnection cut = new CutConnection(replica.port())) {
            ready(replica);
            ManagedChannel channel =
                    NettyChannelBuilder.forTarget("127.0.0.1:" + cut.port()).usePlaintext().build();
            try {
                var asker = AuthorizationGrpc.newBlockingStub(channel);
                BatchCheckRequest batch = batch(500);
                cut.afterBytes(8_000);
                assertThatThrownBy(() ->
                                asker.withDeadlineAfter(10, TimeUnit.SECONDS).batchCheck(batch))
                        .isInstanceOfSatisfying(
                                StatusRuntimeException.class,
                                e ->
                                        assertThat(e.getStatus().getCode())
                                                .isEqualTo(Status.Code.UNAVAILABLE));

                cut.never();
                Eventually.holds(() -> verify(batch, answered(asker, batch)));
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void a_consumer_that_does_not_read_holds_up_nobody_else() throws Exception {
        try (Replica replica = replica(LENIENT)) {
            ready(replica);
            try (SlowConsumer slow = new SlowConsumer(replica.target())) {
                slow.sendUntilHeldUp(world.question(random));
                compare(replica, 200);
                assertThat(slow.readEverything(Duration.ofSeconds(20))).isEqualTo(slow.sent());
            }
        }
    }

    @Test
    void a_context_of_100_kilobytes_is_decided_on() {
        try (Replica replica = replica(LENIENT)) {
            ready(replica);
            ContextValues.Builder many = ContextValues.newBuilder().setMultiValued(true);
            for (int i = 0; i < 1_000; i++) {
                many.addValues("x".repeat(100));
            }
            CheckRequest large =
                    world.question(random).toBuilder().putContext("app:many", many.build()).build();
            assertThat(large.getSerializedSize()).isGreaterThan(100_000);
            CheckResponse answer = ask(replica, large);
            verify(large, answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::%s:user/nobody",
                "arn:aws:iam::999999999999:user/bob",
                "arn:aws:iam::%s:role/none",
                "arn:aws:sts::%s:assumed-role/none/session",
                "arn:aws:sts::%s:federated-user/x",
            })
    void principals_that_nobody_knows_are_denied(String principal) {
        try (Replica replica = replica(LENIENT)) {
            ready(replica);
            CheckRequest.Builder question = world.question(random).toBuilder();
            question.setPrincipal(
                    Principal.newBuilder().setArn(principal.formatted(world.accountId())));
            assertThat(ask(replica, question.build()).getDecision())
                    .isEqualTo(Decision.IMPLICITLY_DENIED);
        }
    }

    @Test
    void malformed_questions_are_refused_with_the_field() {
        try (Replica replica = replica(LENIENT)) {
            ready(replica);
            CheckRequest good = world.question(random);
            for (String principal :
                    List.of(
                            "",
                            "bob",
                            "arn:aws:iam",
                            "arn:aws:iam::x:user/b",
                            "arn:::::",
                            "\u0000")) {
                assertRefused(
                        replica,
                        good.toBuilder()
                                .setPrincipal(Principal.newBuilder().setArn(principal))
                                .build());
            }
            for (String resource : List.of("", "b/one", "arn:aws:s3", "arn", "arn:aws")) {
                assertRefused(replica, good.toBuilder().setResource(resource).build());
            }
            for (String action : List.of("", "s3", ":", "*")) {
                assertRefused(replica, good.toBuilder().setAction(action).build());
            }
        }
    }

    private void assertRefused(Replica replica, CheckRequest question) {
        assertThatThrownBy(() -> ask(replica, question))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e ->
                                assertThat(e.getStatus().getCode())
                                        .isEqualTo(Status.Code.INVALID_ARGUMENT));
    }

    @Test
    void ten_thousand_idle_connections_change_no_answer() throws Exception {
        try (Replica replica = replica(LENIENT)) {
            ready(replica);
            try (IdleConnections idle = IdleConnections.to(replica.port(), 10_000)) {
                assertThat(idle.open()).isEqualTo(10_000);
                compare(replica, 200);
            }
            compare(replica, 50);
        }
    }

    private Replica replica(Freshness.Limits limits) {
        return Replica.start(kafka.bootstrapServers(), LogWriter.MAC, clock, limits);
    }

    private void ready(Replica... replicas) {
        for (Replica replica : replicas) {
            Eventually.holds(() -> {
                assertThat(replica.isReady()).isTrue();
                CheckRequest seen =
                        world.question(random).toBuilder()
                                .setAtLeast(world.latest().token())
                                .build();
                assertThat(ask(replica, seen).getRevision()).isNotEmpty();
            });
        }
    }

    private void compare(Replica replica, int decisions) {
        for (int i = 0; i < decisions; i++) {
            CheckRequest question = world.question(random);
            verify(question, ask(replica, question));
        }
    }

    private CheckResponse ask(Replica replica) {
        return ask(replica, world.question(random));
    }

    private static CheckResponse ask(Replica replica, CheckRequest question) {
        try {
            return replica.ask().withDeadlineAfter(10, TimeUnit.SECONDS).check(question);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
                throw new AssertionError("not yet", e);
            }
            throw e;
        }
    }

    private BatchCheckRequest batch(int size) {
        BatchCheckRequest.Builder batch = BatchCheckRequest.newBuilder();
        for (int i = 0; i < size; i++) {
            batch.addItems(world.question(random));
        }
        return batch.build();
    }

    private static BatchCheckResponse answered(
            AuthorizationGrpc.AuthorizationBlockingStub asker, BatchCheckRequest batch) {
        try {
            return asker.withDeadlineAfter(10, TimeUnit.SECONDS).batchCheck(batch);
        } catch (StatusRuntimeException e) {
            throw new AssertionError(e);
        }
    }

    private void verify(CheckRequest question, CheckResponse answer) {
        world.verify(question, answer);
        COMPARED.incrementAndGet();
    }

    private void verify(BatchCheckRequest batch, BatchCheckResponse answers) {
        assertThat(answers.getItemsCount()).isEqualTo(batch.getItemsCount());
        for (int i = 0; i < batch.getItemsCount(); i++) {
            verify(batch.getItems(i), answers.getItems(i).getResponse());
        }
    }
}
