package io.gatehouse.authz;

import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.gatehouse.model.LogName;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes facts to a Kafka as a relay does: all of one call in one transaction. Of one thread. */
final class Relay implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    Relay(String kafka, String transactionalId) {
        producer =
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
        producer.initTransactions();
    }

    void publish(List<WireRecord> records) {
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
