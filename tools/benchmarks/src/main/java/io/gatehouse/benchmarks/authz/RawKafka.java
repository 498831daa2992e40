package io.gatehouse.benchmarks.authz;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One record a transaction, to a read_committed reader, on a topic of its own. */
final class RawKafka implements AutoCloseable {

    private static final String TOPIC = "gatehouse.bench";
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(20);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    RawKafka(String bootstrap) {
        makeTopic(bootstrap);
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap,
                                "transactional.id",
                                "bench",
                                "linger.ms",
                                0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        producer.initTransactions();
    }

    private static void makeTopic(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make a topic", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Nanoseconds from the begin of a transaction until the reader has its record. */
    long once() {
        long begun = System.nanoTime();
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[300]));
        producer.commitTransaction();
        while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
            if (System.nanoTime() - begun > LONGEST) {
                throw new IllegalStateException("a record did not come");
            }
        }
        return System.nanoTime() - begun;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
