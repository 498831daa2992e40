package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.check.Replica;
import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.infra.KafkaServer;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A replica in a process of its own, killed with {@code -9} while it reads the facts. */
class KilledInCatchUpTest {

    private static final int KILLS = Boolean.getBoolean("gatehouse.long") ? 50 : 3;
    private static final int CHANGES = 300;

    private final Random random = new Random(3);

    @Test
    void a_replica_killed_in_catch_up_answers_nothing_wrong_and_catches_up_next_time()
            throws Exception {
        try (KafkaServer kafka = KafkaServer.start(TestInfra.newDirectory("killed"), 0)) {
            new TopicProvisioner(Map.of("bootstrap.servers", kafka.bootstrapServers())).provision();
            try (Relay relay = new Relay(kafka.bootstrapServers(), "killed")) {
                World world = new World("460000000001", relay, 21);
                for (int i = 0; i < CHANGES; i++) {
                    world.change();
                }
                int compared = 0;
                for (int kill = 0; kill < KILLS; kill++) {
                    compared += killed(kafka, world, random.nextInt(400));
                }
                assertThat(healed(kafka, world)).isGreaterThan(100);
                System.out.printf("killed in catch-up: %d answers compared%n", compared);
            }
        }
    }

    /** Asks from the first moment on, and kills it some time after it has begun to read. */
    private int killed(KafkaServer kafka, World world, int afterMillis) throws Exception {
        try (Child child = new Child(kafka.bootstrapServers())) {
            int compared = child.askedFor(world, random, afterMillis);
            child.kill();
            return compared;
        }
    }

    private int healed(KafkaServer kafka, World world) throws Exception {
        try (Child child = new Child(kafka.bootstrapServers())) {
            int[] compared = new int[1];
            Eventually.holds(() -> {
                compared[0] += child.askedFor(world, random, 50);
                assertThat(compared[0]).isGreaterThan(100);
            });
            return compared[0];
        }
    }

    /** The replica's process. */
    private static final class Child implements AutoCloseable {

        private final Process process;
        private final ManagedChannel channel;

        Child(String kafka) throws IOException {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx128m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-cp",
                                    System.getProperty(
                                            "surefire.test.class.path",
                                            System.getProperty("java.class.path")),
                                    KilledInCatchUpTest.class.getName(),
                                    kafka)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String line = said.readLine();
            while (line != null && !line.startsWith("port ")) {
                line = said.readLine();
            }
            if (line == null) {
                throw new IOException("the replica did not start");
            }
            Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
            channel =
                    NettyChannelBuilder.forTarget("127.0.0.1:" + line.substring("port ".length()))
                            .usePlaintext()
                            .build();
        }

        /** Compares every answer; "unavailable" is the right one until it has caught up. */
        int askedFor(World world, Random random, int millis) {
            int compared = 0;
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            do {
                CheckRequest question = world.question(random);
                try {
                    CheckResponse answer =
                            AuthorizationGrpc.newBlockingStub(channel)
                                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                                    .check(question);
                    world.verify(question, answer);
                    compared++;
                } catch (StatusRuntimeException e) {
                    assertThat(e.getStatus().getCode())
                            .isIn(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
                }
            } while (System.nanoTime() < until);
            return compared;
        }

        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        @Override
        public void close() {
            channel.shutdownNow();
            kill();
        }
    }

    /** The process: a replica that ends with its parent. */
    public static void main(String[] arguments) throws Exception {
        Replica replica = Replica.start(arguments[0], FactsOnKafka.MAC);
        System.out.println("port " + replica.port());
        System.exit(System.in.read());
    }
}
