package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whoever follows {@code gatehouse.events} with an ordinary consumer reads who did what. */
@ExtendWith(RunningGatehouse.class)
class EventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_plain_consumer_reads_who_did_what(GatehouseProcess gatehouse) throws Exception {
        try (KafkaConsumer<String, byte[]> consumer = consumer(gatehouse);
                IamClient iam = AwsClients.iam(gatehouse)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor("gatehouse.events").stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            String userId = iam.createUser(r -> r.userName("followed")).user().userId();
            ConsumerRecord<String, byte[]> event = awaitEvent(consumer, userId);
            assertThat(event.key()).isEqualTo(GatehouseProcess.ACCOUNT);
            assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
            assertThat(header(event, "ce_type")).contains("user.created");
            JsonNode data = JSON.readTree(event.value());
            assertThat(data.path("name").asText()).as("in clear").isEqualTo("followed");
            assertThat(header(event, "ce_actor"))
                    .as("who did it")
                    .isEqualTo("arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":root");
            assertThat(header(event, "ce_sourceip")).isEqualTo("127.0.0.1");
        }
    }

    private static ConsumerRecord<String, byte[]> awaitEvent(
            KafkaConsumer<String, byte[]> consumer, String text) {
        long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < limit) {
            for (ConsumerRecord<String, byte[]> event : consumer.poll(Duration.ofMillis(100))) {
                if (new String(event.value(), UTF_8).contains(text)
                        || event.headers().toString().contains(text)) {
                    return event;
                }
            }
        }
        throw new AssertionError("no event about " + text);
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        Header header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static KafkaConsumer<String, byte[]> consumer(GatehouseProcess gatehouse) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:" + gatehouse.port(9092),
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
