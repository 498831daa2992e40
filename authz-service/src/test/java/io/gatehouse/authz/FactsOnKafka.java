package io.gatehouse.authz;

import io.gatehouse.contracts.WireRecord;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real Kafka with the two facts topics, a key to sign facts with, and a relay to write them. */
public final class FactsOnKafka implements QuarkusTestResourceLifecycleManager {

    static final byte[] KEY = LogWriter.key();
    private static KafkaProducer<String, byte[]> producer;
    private static int grpcPort;

    @Override
    public Map<String, String> start() {
        Path keys;
        try {
            keys = Files.createTempDirectory("gatehouse-authz-keys");
            for (String purpose : List.of("facts", "internal")) {
                Path file = keys.resolve(purpose + "-2026-11.key");
                Files.writeString(file, Base64.getEncoder().encodeToString(KEY));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            new TopicProvisioner(Map.of("bootstrap.servers", TestInfra.kafka())).provision();
            grpcPort = freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        producer = newProducer("authz-test");
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", TestInfra.kafka());
        settings.put("gatehouse.keys.dir", keys.toString());
        settings.put("quarkus.grpc.server.test-port", Integer.toString(grpcPort));
        settings.put("gatehouse.authz.account", "800000000001");
        settings.put("gatehouse.authzen.search.candidates", "4");
        settings.put("gatehouse.authzen.resources.order", "arn:aws:app:eu:800000000009:order/{id}");
        settings.put("gatehouse.authzen.subjects.partner", "arn:aws:iam::800000000009:user/{id}");
        settings.put("gatehouse.authzen.subjects.visitor", "arn:aws:iam::800000000010:user/{id}");
        settings.put(
                "gatehouse.authzen.subjects.partner-session",
                "arn:aws:sts::800000000009:assumed-role/{id}");
        settings.put(
                "gatehouse.envoy.principal", "arn:aws:iam::800000000002:user/{source.principal}");
        settings.put("gatehouse.kubernetes.cluster", "test");
        settings.put("gatehouse.kubernetes.user", "arn:aws:iam::800000000003:user/{user}");
        settings.put(
                "gatehouse.kubernetes.service-account",
                "arn:aws:iam::800000000003:role/kubernetes/{namespace}/{name}");
        settings.put(
                "gatehouse.kubernetes.resource",
                "arn:aws:kubernetes:{cluster}:800000000003:{namespace}/{group}/{resource}/{name}");
        settings.put(
                "gatehouse.kubernetes.url", "arn:aws:kubernetes:{cluster}:800000000003:url{path}");
        settings.put("gatehouse.decision-log.sample.allowed", "1");
        settings.put("gatehouse.decision-log.context", "aws:SourceIp");
        return settings;
    }

    @Override
    public void stop() {
        producer.close();
    }

    /** Where the service under test answers gRPC. */
    static String grpcTarget() {
        return "127.0.0.1:" + grpcPort;
    }

    /** Writes as the relay does: all of it in one transaction. */
    static void publish(List<WireRecord> records) {
        producer.beginTransaction();
        records.forEach(FactsOnKafka::send);
        producer.commitTransaction();
    }

    /** Writes a transaction that never commits. */
    static void publishAborted(List<WireRecord> records) {
        producer.beginTransaction();
        records.forEach(FactsOnKafka::send);
        producer.abortTransaction();
    }

    private static void send(WireRecord record) {
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(
                        record.topic(), record.partition(), record.key(), record.valueBytes());
        record.headers()
                .forEach((name, value) ->
                        sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        // A failure of the future fails the commit.
        var _ = producer.send(sent);
    }

    private static KafkaProducer<String, byte[]> newProducer(String id) {
        KafkaProducer<String, byte[]> made =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                TestInfra.kafka(),
                                "transactional.id",
                                id,
                                "linger.ms",
                                0),
                        new StringSerializer(),
                        new ByteArraySerializer());
        made.initTransactions();
        return made;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
