package io.gatehouse.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class KafkaServerTest {

    @TempDir Path directory;

    @Test
    void transactional_records_survive_a_restart_on_another_port() throws Exception {
        try (KafkaServer server = KafkaServer.start(directory, 0)) {
            createTopic(server.bootstrapServers());
            sendInTransaction(server.bootstrapServers(), "first");
        }
        try (KafkaServer server = KafkaServer.start(directory, 0)) {
            sendInTransaction(server.bootstrapServers(), "second");
            assertThat(read(server.bootstrapServers(), 2)).containsExactly("first", "second");
        }
    }

    @Test
    void topics_are_not_made_by_writing_to_them() {
        try (KafkaServer server = KafkaServer.start(directory, 0)) {
            assertThatThrownBy(() -> sendInTransaction(server.bootstrapServers(), "lost"))
                    .hasStackTraceContaining("not present in metadata");
        }
    }

    @Test
    void it_is_back_within_seconds_of_a_kill() throws Exception {
        Process first = startInOwnJvm();
        String bootstrap = awaitReady(first);
        createTopic(bootstrap);
        sendInTransaction(bootstrap, "acknowledged");
        first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        Instant killed = Instant.now();
        try (KafkaServer again = KafkaServer.start(directory, 0)) {
            assertThat(read(again.bootstrapServers(), 1)).containsExactly("acknowledged");
            // 3 s on a quiet machine, 13 s with Kafka's defaults.
            assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(9));
        }
    }

    /** What the other JVM runs: a broker that says where it is and waits to be killed. */
    static final class Standalone {
        public static void main(String[] arguments) throws IOException {
            try (KafkaServer server = KafkaServer.start(Path.of(arguments[0]), 0)) {
                System.out.println("ready " + server.bootstrapServers());
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private Process startInOwnJvm() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Standalone.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String awaitReady(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring("ready ".length());
            }
        }
        throw new IllegalStateException("the broker's JVM ended");
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
        }
    }

    private static void sendInTransaction(String bootstrap, String value) throws Exception {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "transactional.id",
                        "test",
                        "max.block.ms",
                        "5000");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("kept", "key", value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> read(String bootstrap, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition("kept", 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> values = new java.util.ArrayList<>();
            Instant limit = Instant.now().plusSeconds(20);
            while (values.size() < count && Instant.now().isBefore(limit)) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
            }
            return values;
        }
    }
}
