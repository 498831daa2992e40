package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.infra.KafkaServer;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.kit.kafka.TopicProvisioner;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Random;

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
        try (ReplicaProcess child = new ReplicaProcess(kafka.bootstrapServers())) {
            int compared = child.askedFor(world, random, afterMillis);
            child.kill();
            return compared;
        }
    }

    private int healed(KafkaServer kafka, World world) throws Exception {
        try (ReplicaProcess child = new ReplicaProcess(kafka.bootstrapServers())) {
            int[] compared = new int[1];
            Eventually.holds(() -> {
                compared[0] += child.askedFor(world, random, 50);
                assertThat(compared[0]).isGreaterThan(100);
            });
            return compared[0];
        }
    }
}
