package io.gatehouse.authz.decisionlog;

import io.gatehouse.contracts.WireRecord;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A Kafka producer that is made at its first use. {@link #send} may block: not for hot threads. */
final class DecisionProducer {

    private final Map<String, Object> settings;
    private @Nullable KafkaProducer<String, byte[]> producer;

    /**
     * @param client {@code bootstrap.servers} and what security needs
     */
    DecisionProducer(DecisionLogSettings settings, Map<String, Object> client) {
        Map<String, Object> all = new HashMap<>();
        all.put("client.id", "authz-service-decisions");
        all.put("linger.ms", 100);
        // A busy service denies tens of thousands of times a second: few requests to Kafka.
        all.put("batch.size", 1 << 18);
        all.put("compression.type", "lz4");
        all.put("max.block.ms", 5_000);
        all.put("request.timeout.ms", 5_000);
        all.put("delivery.timeout.ms", (int) settings.deliveryTimeout().toMillis());
        all.putAll(client);
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        this.settings = Map.copyOf(all);
    }

    /**
     * @param done told once: null when Kafka has the record, else why not
     */
    void send(WireRecord record, Consumer<@Nullable Exception> done) {
        try {
            ProducerRecord<String, byte[]> sent =
                    new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.valueBytes());
            record.headers()
                    .forEach((name, text) ->
                            sent.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            var _ = open().send(sent, (_, failure) -> done.accept(failure));
        } catch (RuntimeException e) {
            done.accept(e);
        }
    }

    synchronized void close(Duration within) {
        if (producer != null) {
            producer.close(within);
        }
    }

    private synchronized KafkaProducer<String, byte[]> open() {
        if (producer == null) {
            producer =
                    new KafkaProducer<>(
                            settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
