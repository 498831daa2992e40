package io.gatehouse.authz;

import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.fixtures.LogWriter;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes facts to a Kafka as a relay does: all of one call in one transaction, and again with a new
 * producer where a starved broker has lost the old one. Of one thread.
 */
final class Relay implements AutoCloseable {

    private static final int TRIES = 5;

    private final String kafka;
    private final String transactionalId;
    private KafkaProducer<String, byte[]> producer;

    Relay(String kafka, String transactionalId) {
        this.kafka = kafka;
        this.transactionalId = transactionalId;
        this.producer = open();
    }

    private KafkaProducer<String, byte[]> open() {
        KafkaProducer<String, byte[]> opened =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka,
                                "transactional.id",
                                transactionalId,
                                "linger.ms",
                                0),
                        new StringSerializer(),
                        new ByteArraySerializer());
        opened.initTransactions();
        return opened;
    }

    /** What was written twice changes nothing: its numbers say so. */
    void publish(List<WireRecord> records) {
        for (int left = TRIES - 1; ; left--) {
            try {
                tryToPublish(records);
                return;
            } catch (KafkaException e) {
                if (left == 0) {
                    throw e;
                }
                producer.close(Duration.ZERO);
                producer = open();
            }
        }
    }

    private void tryToPublish(List<WireRecord> records) {
        producer.beginTransaction();
        for (WireRecord record : records) {
            ProducerRecord<String, byte[]> sent =
                    new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.valueBytes());
            record.headers()
                    .forEach((name, value) ->
                            sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            // A failure of the future fails the commit.
            var _ = producer.send(sent);
        }
        producer.commitTransaction();
    }

    void heartbeat() {
        List<WireRecord> beats = new ArrayList<>();
        for (LogName log : LogName.values()) {
            FactRecords records = new FactRecords(log, LogWriter.MAC);
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                beats.add(records.heartbeat(partition, Instant.now()));
            }
        }
        publish(beats);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
