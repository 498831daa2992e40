package io.gatehouse.benchmarks.authz;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.benchmarks.stack.SignedCalls;

import org.HdrHistogram.Histogram;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** G7: from an acknowledged write to the changed decision, and the same way by raw Kafka. */
final class Propagation {

    private static final String TOPIC = "gatehouse.bench";
    private static final String POLICY = "bench-read";
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(20);
    private static final int WARM = 10;

    private Propagation() {}

    /** One user's policy is attached and detached through the API, by turns. */
    static Histogram ofWrites(SignedCalls api, GrpcDoor door, int writes) {
        String user =
                SignedCalls.between(
                        api.call("iam", "CreateUser", Map.of("UserName", "moving")), "Arn");
        String document =
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",
                 "Resource":"arn:aws:s3:::moving/*"}}\
                """;
        String arn =
                SignedCalls.between(
                        api.call(
                                "iam",
                                "CreatePolicy",
                                Map.of("PolicyName", POLICY, "PolicyDocument", document)),
                        "Arn");
        CheckRequest question =
                CheckRequest.newBuilder()
                        .setPrincipal(Principal.newBuilder().setArn(user))
                        .setAction("s3:GetObject")
                        .setResource("arn:aws:s3:::moving/it")
                        .setResourceAccount(user.split(":", -1)[4])
                        .build();
        await(door, question, Decision.IMPLICITLY_DENIED);
        Histogram times = new Histogram(3);
        for (int i = 0; i < WARM + writes; i++) {
            boolean attach = i % 2 == 0;
            api.call(
                    "iam",
                    attach ? "AttachUserPolicy" : "DetachUserPolicy",
                    Map.of("UserName", "moving", "PolicyArn", arn));
            long took =
                    await(door, question, attach ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
            if (i >= WARM) {
                times.recordValue(took);
            }
        }
        return times;
    }

    private static long await(GrpcDoor door, CheckRequest question, Decision wanted) {
        long begun = System.nanoTime();
        for (long number = 0; System.nanoTime() - begun < LONGEST; number++) {
            Decision decision;
            try {
                decision = door.send(question, number).join().getDecision();
            } catch (CompletionException notKnownYet) {
                continue;
            }
            if (decision == wanted) {
                return System.nanoTime() - begun;
            }
        }
        throw new IllegalStateException("never " + wanted + ": " + question);
    }

    /** One record a transaction; from its beginning until a read_committed reader has it. */
    static Histogram ofKafka(String bootstrap, int records) {
        Map<String, Object> broker = Map.of("bootstrap.servers", bootstrap);
        makeTopic(broker);
        Map<String, Object> writing =
                Map.of("bootstrap.servers", bootstrap, "transactional.id", "bench", "linger.ms", 0);
        Map<String, Object> reading =
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                writing, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                reading,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            producer.initTransactions();
            Histogram times = new Histogram(3);
            for (int i = 0; i < WARM + records; i++) {
                long begun = System.nanoTime();
                producer.beginTransaction();
                var _ = producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[300]));
                producer.commitTransaction();
                while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                    if (System.nanoTime() - begun > LONGEST) {
                        throw new IllegalStateException("a record did not come");
                    }
                }
                if (i >= WARM) {
                    times.recordValue(System.nanoTime() - begun);
                }
            }
            return times;
        }
    }

    private static void makeTopic(Map<String, Object> broker) {
        try (Admin admin = Admin.create(broker)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make a topic", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
