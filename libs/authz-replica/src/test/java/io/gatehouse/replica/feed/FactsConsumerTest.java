package io.gatehouse.replica.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.facts.v1.AccountFact;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.infra.KafkaServer;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.LogId;
import io.gatehouse.snapshot.Resolution;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotFile;
import io.gatehouse.snapshot.SnapshotReports;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

class FactsConsumerTest {

    private static final AccountId OWNER = new AccountId("123456789012");
    private static final FactMac MAC = new FactMac(Map.of("k1", new byte[32]));
    private static final String TOPIC = Topics.IDENTITY_FACTS.wire();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path home;

    private final FactRecords records = new FactRecords(LogName.IDENTITY, MAC);
    private final List<LogId> gaps = new CopyOnWriteArrayList<>();
    private long number;
    private long factNumber;

    @Test
    void compaction_between_two_reads_and_a_restart_lose_nothing_and_revive_nobody()
            throws Exception {
        try (KafkaServer kafka =
                KafkaServer.start(home, 0, Map.of("log.cleaner.backoff.ms", "100"))) {
            String bootstrap = kafka.bootstrapServers();
            new TopicProvisioner(Map.of("bootstrap.servers", bootstrap)).provision();
            compactEagerly(bootstrap);
            try (KafkaProducer<String, byte[]> producer = producer(bootstrap)) {
                publish(producer, account(), user("bob"), user("ann"));

                AtomicReference<Snapshot> first = new AtomicReference<>();
                Thread reading = reading(bootstrap, first, saved("first", new AtomicInteger()));
                await(() -> knows(first, "bob"));
                publish(producer, user("bob").setDeleted(true));
                await(() -> isAt(first));
                assertThat(knows(first, "bob")).isFalse();
                assertThat(knows(first, "ann")).isTrue();
                stop(reading);
                Path file = home.resolve("first");
                await(() -> Files.exists(file));

                publish(producer, user("ann"), user("eve"));
                writeUntilCompacted(producer, bootstrap);
                AtomicReference<Snapshot> second = new AtomicReference<>();
                Thread again = reading(bootstrap, second, null);
                await(() -> isAt(second));

                assertThat(knows(second, "bob")).isFalse();
                assertThat(knows(second, "ann")).isTrue();
                assertThat(gaps).as("gaps of compaction are normal").isEmpty();
                stop(again);

                AtomicReference<Snapshot> third = new AtomicReference<>();
                AtomicInteger fromFile = new AtomicInteger();
                Thread fromSaved = reading(bootstrap, third, saved("first", fromFile));
                await(() -> isAt(third));

                assertThat(fromFile).as("started from the file").hasValue(1);
                assertThat(knows(third, "bob")).isFalse();
                assertThat(knows(third, "ann")).isTrue();
                assertThat(knows(third, "eve")).isTrue();
                assertThat(gaps).as("gaps of compaction are normal").isEmpty();
                stop(fromSaved);

                emptied(bootstrap);
                AtomicReference<Snapshot> fourth = new AtomicReference<>();
                AtomicInteger ofOthers = new AtomicInteger();
                Thread elsewhere = reading(bootstrap, fourth, saved("first", ofOthers));
                await(() -> fourth.get() != null && fourth.get().isCaughtUp());

                assertThat(ofOthers).as("a file of other topics is refused").hasValue(0);
                assertThat(knows(fourth, "ann")).isFalse();
                stop(elsewhere);
            }
        }
    }

    /** Heads make the topic dirty; compaction has been there when few of them are left. */
    private void writeUntilCompacted(KafkaProducer<String, byte[]> producer, String bootstrap) {
        await(() -> {
            for (int i = 0; i < 50; i++) {
                publish(producer);
            }
            return headsLeft(bootstrap) < number / 2;
        });
    }

    private static long headsLeft(String bootstrap) {
        TopicPartition partition = new TopicPartition(TOPIC, Partitions.of(OWNER));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "max.poll.records", 10_000),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long heads = 0;
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    heads += record.key().startsWith("head/") ? 1 : 0;
                }
            }
            return heads;
        }
    }

    private SavedFacts saved(String name, AtomicInteger restored) {
        return new SavedFacts(
                new SnapshotFile(home.resolve(name), MAC, InstantSource.system()),
                Duration.ZERO,
                image -> {
                    restored.incrementAndGet();
                    return Snapshot.restored(
                            image, new FactReader(MAC), new GapsOnly(), InstantSource.system());
                },
                System::nanoTime);
    }

    /** As after an accident, before `republish`. */
    private static void emptied(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(Topics.facts().stream().map(Topics::wire).toList()).all().get();
            await(() -> {
                try {
                    return admin.listTopics().names().get().stream()
                            .noneMatch(name -> name.endsWith(".facts"));
                } catch (InterruptedException | ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        new TopicProvisioner(Map.of("bootstrap.servers", bootstrap)).provision();
    }

    private Thread reading(
            String bootstrap, AtomicReference<Snapshot> into, @Nullable SavedFacts saved) {
        FactsConsumer consumer =
                new FactsConsumer(
                        Map.of("bootstrap.servers", bootstrap),
                        List::of,
                        () ->
                                new Snapshot(
                                        new FactReader(MAC),
                                        new GapsOnly(),
                                        InstantSource.system()),
                        into::set,
                        saved);
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        consumer.read();
                    } catch (InterruptException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static void stop(Thread reading) throws InterruptedException {
        reading.interrupt();
        reading.join(PATIENCE);
        assertThat(reading.isAlive()).isFalse();
    }

    private boolean isAt(AtomicReference<Snapshot> snapshot) {
        return snapshot.get() != null
                && snapshot.get().isCaughtUp()
                && snapshot.get().view().includes(Revision.of(position()));
    }

    private static boolean knows(AtomicReference<Snapshot> snapshot, String name) {
        return snapshot.get() != null
                && snapshot.get().isCaughtUp()
                && snapshot.get().view().resolve("arn:aws:iam::123456789012:user/" + name)
                        instanceof Resolution.Known;
    }

    private void publish(KafkaProducer<String, byte[]> producer, Fact.Builder... bodies) {
        long previous = factNumber;
        number++;
        if (bodies.length > 0) {
            factNumber = number;
        }
        FactPlacement placement =
                new FactPlacement(position(), previous, Revision.NONE, Instant.EPOCH);
        producer.beginTransaction();
        for (WireRecord record : records.of(placement, Arrays.asList(bodies))) {
            ProducerRecord<String, byte[]> sent =
                    new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.valueBytes());
            record.headers()
                    .forEach((name, value) ->
                            sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            var _ = producer.send(sent);
        }
        producer.commitTransaction();
    }

    private LogPosition position() {
        return new LogPosition(OWNER, LogName.IDENTITY, "e1", number);
    }

    private static KafkaProducer<String, byte[]> producer(String bootstrap) {
        KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "transactional.id", "relay"),
                        new StringSerializer(),
                        new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static void compactEagerly(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<AlterConfigOp> settings =
                    List.of(
                            set("segment.ms", "200"),
                            set("min.cleanable.dirty.ratio", "0.01"),
                            set("max.compaction.lag.ms", "500"));
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), settings))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("in time").isBefore(deadline);
            try {
                Thread.sleep(Duration.ofMillis(50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static Fact.Builder account() {
        return Fact.newBuilder().setAccountFact(AccountFact.getDefaultInstance());
    }

    private static Fact.Builder user(String name) {
        return Fact.newBuilder()
                .setUser(
                        UserFact.newBuilder()
                                .setId(
                                        "AIDA"
                                                + name.toUpperCase(java.util.Locale.ROOT)
                                                + "2222222222")
                                .setName(name)
                                .setPath("/"));
    }

    /** Remembers gaps; everything else would fail the test by what is then not known. */
    private final class GapsOnly implements SnapshotReports {
        @Override
        public void refused(String reason) {}

        @Override
        public void gap(LogId log, String reason) {
            gaps.add(log);
        }

        @Override
        public void unreadable(LogId log, String reason) {}

        @Override
        public void repaired(LogId log) {}
    }
}
