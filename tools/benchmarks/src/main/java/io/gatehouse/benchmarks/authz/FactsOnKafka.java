package io.gatehouse.benchmarks.authz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.contracts.WireRecord;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Sends signed facts as a relay does. Safe for all threads. */
final class FactsOnKafka implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private FactsOnKafka(Map<String, Object> settings) {
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Those of five milliseconds together, as a relay with one transaction open takes them. */
    static FactsOnKafka live(String bootstrap) {
        return new FactsOnKafka(Map.of("bootstrap.servers", bootstrap, "linger.ms", 5));
    }

    /** Many together. */
    static FactsOnKafka bulk(String bootstrap) {
        return new FactsOnKafka(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "linger.ms",
                        20,
                        "batch.size",
                        1 << 18,
                        "buffer.memory",
                        96L << 20));
    }

    void send(WireRecord record) {
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(
                        record.topic(), record.partition(), record.key(), record.valueBytes());
        record.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(UTF_8)));
        var _ =
                producer.send(
                        sent,
                        (_, failed) -> {
                            if (failed != null) {
                                failure.compareAndSet(null, failed);
                            }
                        });
    }

    void sendAll(List<WireRecord> records) {
        records.forEach(this::send);
    }

    /** Returns when Kafka has everything. */
    void flush() {
        producer.flush();
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Kafka did not take a fact", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
