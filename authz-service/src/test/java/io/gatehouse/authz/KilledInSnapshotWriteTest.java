package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.check.Replica;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.infra.KafkaServer;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.ReadingPlace;
import io.gatehouse.snapshot.SnapshotFile;
import io.gatehouse.snapshot.fixtures.LogWriter;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A replica killed with {@code -9} while it writes its snapshot file. */
class KilledInSnapshotWriteTest {

    private static final int KILLS = Boolean.getBoolean("gatehouse.long") ? 30 : 2;
    private static final int MOST_TRIES = 10 * KILLS;

    /** So many that a write takes a while. */
    private static final int USERS = 4_000;

    private final Path directory = TestInfra.newDirectory("killed-in-write");
    private final Path file = directory.resolve("facts.snapshot");
    private final Path aside = directory.resolve("facts.snapshot.new");
    private final Random random = new Random(5);
    private int compared;

    @Test
    void the_file_is_whole_or_not_there_and_the_next_start_goes_on_from_it() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), 0)) {
            new TopicProvisioner(Map.of("bootstrap.servers", kafka.bootstrapServers())).provision();
            try (Relay relay = new Relay(kafka.bootstrapServers(), "killed-in-write")) {
                crowd(relay);
                World world = new World("470000000001", relay, 22);
                // What is killed later is the writing over a good file.
                healed(kafka, world, false);
                int inWrite = 0;
                for (int tries = 0; inWrite < KILLS && tries < MOST_TRIES; tries++) {
                    killedWhileWriting(kafka, world);
                    inWrite += Files.exists(aside) ? 1 : 0;
                    assertThat(stored()).isInstanceOf(SnapshotFile.Stored.Found.class);
                }
                assertThat(inWrite).as("kills in a write").isEqualTo(KILLS);
                healed(kafka, world, true);
                Files.write(file, new byte[] {1, 2, 3});
                healed(kafka, world, false);
                ofOtherTopics();
                healed(kafka, world, false);
                System.out.printf(
                        "killed in %d snapshot writes: %d answers compared%n", inWrite, compared);
            }
        }
    }

    /** Writes changes, and asks, until the file is being written; kills in that moment. */
    private void killedWhileWriting(KafkaServer kafka, World world) throws Exception {
        Files.deleteIfExists(aside);
        try (ReplicaProcess child = new ReplicaProcess(kafka.bootstrapServers(), file.toString())) {
            Eventually.holds(
                    () -> assertThat(compared += child.askedFor(world, random, 20)).isPositive());
            world.change();
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!Files.exists(aside) && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            child.kill();
        }
    }

    /** A good file, but of another Kafka. */
    private void ofOtherTopics() throws IOException {
        SnapshotFile.Stored.Found found = (SnapshotFile.Stored.Found) stored();
        new SnapshotFile(file, LogWriter.MAC, InstantSource.system())
                .write(
                        found.image(),
                        new ReadingPlace(
                                "another cluster",
                                new long[Topics.PARTITIONS],
                                new long[Topics.PARTITIONS]));
    }

    /** The next one answers right, and leaves a good file of these topics behind. */
    private void healed(KafkaServer kafka, World world, boolean fromFile) throws Exception {
        try (ReplicaProcess child = new ReplicaProcess(kafka.bootstrapServers(), file.toString())) {
            int before = compared;
            Eventually.holds(() -> {
                compared += child.askedFor(world, random, 50);
                assertThat(compared - before).isGreaterThan(100);
            });
            assertThat(child.said().contains(Replica.RESTORED)).isEqualTo(fromFile);
            Eventually.holds(() ->
                    assertThat(stored())
                            .isInstanceOfSatisfying(
                                    SnapshotFile.Stored.Found.class,
                                    it ->
                                            assertThat(it.place().topics())
                                                    .isNotEqualTo("another cluster")));
        }
    }

    private SnapshotFile.Stored stored() {
        return new SnapshotFile(file, LogWriter.MAC, InstantSource.system()).read();
    }

    private static void crowd(Relay relay) {
        LogWriter identity = new LogWriter(new AccountId("470000000002"), LogName.IDENTITY);
        Fact.Builder[] users = new Fact.Builder[USERS];
        for (int i = 0; i < USERS; i++) {
            users[i] = user("crowd" + i);
        }
        relay.publish(identity.write(users));
    }
}
