package io.gatehouse.benchmarks.authz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.contracts.WireRecord;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends signed facts as a relay does. Safe for all threads, but for transactions. */
final class FactsOnKafka implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    private FactsOnKafka(Map<String, Object> settings) {
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    static FactsOnKafka plain(String bootstrap) {
        return new FactsOnKafka(Map.of("bootstrap.servers", bootstrap, "linger.ms", 0));
    }

    /** Seen by readers at {@link #commit} and not before. */
    static FactsOnKafka inOneTransaction(String bootstrap) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("transactional.id", "bench-facts");
        settings.put("linger.ms", 20);
        FactsOnKafka facts = new FactsOnKafka(settings);
        facts.producer.initTransactions();
        facts.producer.beginTransaction();
        return facts;
    }

    void send(WireRecord record) {
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(
                        record.topic(), record.partition(), record.key(), record.valueBytes());
        record.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(UTF_8)));
        var _ = producer.send(sent);
    }

    void sendAll(List<WireRecord> records) {
        records.forEach(this::send);
    }

    void commit() {
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
