package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.FactReader.Reading;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A hole in the facts: authz-service notices it and asks the owner, which publishes again. */
@ExtendWith(RunningGatehouse.class)
class RepairTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void a_gap_is_repaired_by_the_owner_and_what_follows_is_seen(GatehouseProcess gatehouse)
            throws Exception {
        AccountId account = new AccountId(newAccount(gatehouse));
        try (DecisionClient decisions = new DecisionClient(gatehouse)) {
            String root = "arn:aws:iam::%s:root".formatted(account);
            Eventually.within(SOON, "known", () -> decisions.isAllowed(root, "x:Y", "*"));
            LogPosition head = head(gatehouse, account);
            // A head of ours that follows a number nobody has seen: numbers before it were lost.
            FactRecords records = new FactRecords(LogName.IDENTITY, mac(gatehouse));
            send(
                    gatehouse,
                    records.of(
                            new FactPlacement(
                                    new LogPosition(
                                            account,
                                            LogName.IDENTITY,
                                            head.epoch(),
                                            head.number() + 7),
                                    head.number() + 5,
                                    Revision.NONE,
                                    Instant.now()),
                            List.of()));
            Path log = gatehouse.data().resolve("logs").resolve("authz-service.log");
            Eventually.within(
                    SOON,
                    "the owner was asked and has published again",
                    () -> mentions(log, account.digits(), "is published again"));
            Eventually.within(
                    SOON, "decided about again", () -> decisions.isAllowed(root, "x:Y", "*"));
        }
    }

    private static String newAccount(GatehouseProcess gatehouse) {
        GatehouseProcess.Said made = gatehouse.run("account", "create");
        assertThat(made.status()).as(made.text()).isZero();
        return made.text().replaceAll("(?s).*account +(\\d{12}).*", "$1");
    }

    private static boolean mentions(Path log, String account, String what) {
        try {
            return Files.readString(log)
                    .lines()
                    .anyMatch(line -> line.contains(account) && line.contains(what));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FactMac mac(GatehouseProcess gatehouse) throws IOException {
        Map<String, byte[]> keys = new HashMap<>();
        try (var files = Files.list(gatehouse.data().resolve("keys"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("facts-")) {
                    keys.put(
                            name.substring("facts-".length(), name.length() - ".key".length()),
                            Base64.getDecoder().decode(Files.readString(file).strip()));
                }
            }
        }
        return new FactMac(keys);
    }

    private static LogPosition head(GatehouseProcess gatehouse, AccountId account)
            throws IOException {
        FactReader reader = new FactReader(mac(gatehouse));
        String topic = Topics.IDENTITY_FACTS.wire();
        TopicPartition partition = new TopicPartition(topic, Partitions.of(account));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka(gatehouse),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long limit = System.nanoTime() + SOON.toNanos();
            while (System.nanoTime() < limit) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (record.key().equals("head/" + account)
                            && reader.read(wire(record)) instanceof Reading.Accepted head) {
                        return head.position();
                    }
                }
            }
        }
        throw new AssertionError("the account has no head");
    }

    private static WireRecord wire(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header ->
                        headers.put(
                                header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new WireRecord(
                record.topic(),
                record.partition(),
                record.key(),
                ByteString.copyFrom(record.value()),
                headers);
    }

    private static void send(GatehouseProcess gatehouse, List<WireRecord> records)
            throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka(gatehouse), "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (WireRecord record : records) {
                var out =
                        new ProducerRecord<>(
                                record.topic(),
                                record.partition(),
                                record.key(),
                                record.valueBytes());
                record.headers()
                        .forEach((name, text) ->
                                out.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
                producer.send(out).get();
            }
        }
    }

    private static String kafka(GatehouseProcess gatehouse) {
        return "127.0.0.1:" + gatehouse.port(9092);
    }
}
