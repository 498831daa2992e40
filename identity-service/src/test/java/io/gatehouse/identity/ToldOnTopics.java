package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.infra.TestInfra;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What a subscriber reads: every topic from its beginning, committed records alone. */
final class ToldOnTopics {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private ToldOnTopics() {}

    static Fact fact(String key, Predicate<Fact> wanted) throws InvalidProtocolBufferException {
        ConsumerRecord<String, byte[]> record =
                record(
                        "gatehouse.identity.facts",
                        r -> r.key().equals(key) && wanted.test(parse(r.value())));
        assertThat(header(record, FactMac.HEADER)).isNotEmpty();
        return Fact.parseFrom(record.value());
    }

    private static Fact parse(byte[] value) {
        try {
            return Fact.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    static ConsumerRecord<String, byte[]> record(
            String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        Instant until = Instant.now().plus(LIMIT);
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            while (Instant.now().isBefore(until)) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (wanted.test(record)) {
                        return record;
                    }
                }
            }
        }
        throw new AssertionError("no such record on " + topic + " within " + LIMIT);
    }

    static List<ConsumerRecord<String, byte[]>> all(String topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    private static KafkaConsumer<String, byte[]> consumer(String topic) {
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                TestInfra.kafka(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                IntStream.range(0, 32).mapToObj(i -> new TopicPartition(topic, i)).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    static String text(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
