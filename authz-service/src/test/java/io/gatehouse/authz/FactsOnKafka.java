package io.gatehouse.authz;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.infra.TestInfra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** A real Kafka with the two facts topics, a key to sign facts with, and a relay to write them. */
public final class FactsOnKafka implements QuarkusTestResourceLifecycleManager {

    static final byte[] KEY = new byte[32];
    static final FactMac MAC = new FactMac(Map.of("2026-11", KEY));
    private static KafkaProducer<String, byte[]> producer;

    @Override
    public Map<String, String> start() {
        Path keys = TestInfra.newDirectory("authz-keys");
        try {
            for (String purpose : List.of("facts", "internal")) {
                Path file = keys.resolve(purpose + "-2026-11.key");
                Files.writeString(file, Base64.getEncoder().encodeToString(KEY));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            createTopics(TestInfra.kafka());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        producer = newProducer("authz-test");
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", TestInfra.kafka());
        settings.put("gatehouse.keys.dir", keys.toString());
        return settings;
    }

    @Override
    public void stop() {
        producer.close();
    }

    /** Writes as the relay does: all of it in one transaction. */
    static void publish(List<WireRecord> records) {
        producer.beginTransaction();
        records.forEach(FactsOnKafka::send);
        producer.commitTransaction();
    }

    /** Writes a transaction that never commits. */
    static void publishAborted(List<WireRecord> records) {
        producer.beginTransaction();
        records.forEach(FactsOnKafka::send);
        producer.abortTransaction();
    }

    private static void send(WireRecord record) {
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(
                        record.topic(), record.partition(), record.key(), record.valueBytes());
        record.headers()
                .forEach((name, value) ->
                        sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        // A failure of the future fails the commit.
        var _ = producer.send(sent);
    }

    private static KafkaProducer<String, byte[]> newProducer(String id) {
        KafkaProducer<String, byte[]> made =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                TestInfra.kafka(),
                                "transactional.id",
                                id,
                                "linger.ms",
                                0),
                        new StringSerializer(),
                        new ByteArraySerializer());
        made.initTransactions();
        return made;
    }

    private static void createTopics(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<NewTopic> topics = new ArrayList<>();
            for (Topics topic : Topics.facts()) {
                topics.add(
                        new NewTopic(topic.wire(), Topics.PARTITIONS, (short) 1)
                                .configs(topic.configuration()));
            }
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
