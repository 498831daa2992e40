package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.contracts.Partitions;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class DecisionLogTest {

    private static final AccountId OWNER = new AccountId("800000000004");
    private static final LogWriter IDENTITY = new LogWriter(OWNER, LogName.IDENTITY);
    private static final LogWriter POLICY = new LogWriter(OWNER, LogName.POLICY);

    @BeforeEach
    void is_ready() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void a_decision_is_a_cloud_event_with_what_the_configuration_lets_through() throws Exception {
        FactsOnKafka.publish(IDENTITY.write(account(), user("lou")));
        FactsOnKafka.publish(
                POLICY.writeAfter(IDENTITY.revision(), inline(userId("lou"), allow("s3:Get*"))));
        given().contentType("application/json")
                .header("X-Request-ID", "logged-1")
                .body(
                        """
                        {"principal": "arn:aws:iam::800000000004:user/lou",
                         "action": "s3:GetObject", "resource": "*", "at_least": "%s",
                         "context": {"aws:SourceIp": "10.0.0.1", "app:secret": "hidden"}}
                        """
                                .formatted(IDENTITY.revision().and(POLICY.revision()).token()))
                .post("/v1/check")
                .then()
                .statusCode(200);

        ConsumerRecord<String, byte[]> record = logged("logged-1");
        assertThat(record.key()).isEqualTo("800000000004");
        assertThat(header(record, "ce_type")).isEqualTo("io.gatehouse.decision.v1");
        assertThat(header(record, "ce_source")).isEqualTo("/gatehouse/authz/800000000004");
        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
        JsonNode json = new ObjectMapper().readTree(record.value());
        assertThat(json.path("principal").asText()).isEqualTo("arn:aws:iam::800000000004:user/lou");
        assertThat(json.path("asker").asText()).isEqualTo("local");
        assertThat(json.path("decision").asText()).isEqualTo("Allowed");
        assertThat(json.path("because").get(0).path("policy").asText()).contains("inline0");
        assertThat(json.path("revision").asText()).isNotEmpty();
        assertThat(json.path("latency_ns").asLong()).isPositive();
        assertThat(json.path("context").toString()).isEqualTo("{\"aws:SourceIp\":[\"10.0.0.1\"]}");
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("hidden");
    }

    private static ConsumerRecord<String, byte[]> logged(String requestId) {
        TopicPartition partition = new TopicPartition("gatehouse.decisions", Partitions.of(OWNER));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", TestInfra.kafka()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecord<?, ?>[] found = new ConsumerRecord<?, ?>[1];
            Eventually.holds(() -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (requestId(record).equals(Optional.of(requestId))) {
                        found[0] = record;
                    }
                }
                assertThat(found[0]).isNotNull();
            });
            @SuppressWarnings("unchecked")
            ConsumerRecord<String, byte[]> record = (ConsumerRecord<String, byte[]>) found[0];
            return record;
        }
    }

    private static Optional<String> requestId(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(
                    new ObjectMapper().readTree(record.value()).path("request_id").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
