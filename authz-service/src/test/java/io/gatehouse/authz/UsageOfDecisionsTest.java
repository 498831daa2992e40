package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.ByteString;

import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.UsageRecords;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.kit.usage.UsageMeter;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Issue 6, "Billed to the account": what of authz-service's answers is counted, and to whom. */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class UsageOfDecisionsTest {

    private static final String DIGITS = "000000800001";

    private final LogWriter identity = new LogWriter(new AccountId(DIGITS), LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(new AccountId(DIGITS), LogName.POLICY);
    private final String bob = "arn:aws:iam::" + DIGITS + ":user/bob";

    @Inject UsageMeter meter;
    @Inject ServiceTokens tokens;

    @BeforeEach
    void is_ready() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void each_decision_is_counted_to_the_principal_s_account_by_unique_id_and_none_twice()
            throws Exception {
        FactsOnKafka.publish(identity.write(account(), user("bob")));
        FactsOnKafka.publish(
                policy.writeAfter(identity.revision(), inline(userId("bob"), allow("s3:*"))));
        Eventually.holds(() ->
                rest("check", check(bob, "s3:Warm"))
                        .statusCode(200)
                        .body("decision", equalTo("Allowed")));

        for (int i = 0; i < 5; i++) {
            rest("check", check(bob, "s3:GetObject")).statusCode(200);
        }
        rest("explain", check(bob, "s3:PutObject")).statusCode(200);
        rest(
                        "batch-check",
                        "{\"shared\":{},\"items\":[%s,%s,{\"action\":\"broken\"}]}"
                                .formatted(check(bob, "s3:PutObject"), check(bob, "sqs:Receive")))
                .statusCode(200);
        String nobody = "arn:aws:iam::" + DIGITS + ":user/nobody";
        rest("check", check(nobody, "s3:GetObject")).statusCode(200);
        rest("check", check("arn:aws:iam::999999999998:user/x", "madeup:Account")).statusCode(200);
        rest("check", check(bob, "no-colon")).statusCode(400);
        askAsOurOwnService(ServiceName.POLICY, "iam:CreatePolicy");
        askAsOurOwnService(ServiceName.OPERATOR, "iam:GetPolicy");
        meter.publishNow();

        Map<String, Long> counted = counted(DIGITS);
        counted.keySet().removeIf(key -> key.endsWith(" s3:Warm"));
        assertThat(counted)
                .containsOnly(
                        Map.entry(userId("bob") + " s3:GetObject", 5L),
                        Map.entry(userId("bob") + " s3:PutObject", 2L),
                        Map.entry(userId("bob") + " sqs:Receive", 1L),
                        Map.entry(userId("bob") + " iam:GetPolicy", 1L),
                        Map.entry("unknown s3:GetObject", 1L));
        assertThat(counted("999999999998")).as("an account that does not exist").isEmpty();
        assertThat(counted("-")).containsEntry("unknown madeup:Account", 1L);
    }

    /** Its service token says who asks; it counts the management call itself. */
    private void askAsOurOwnService(ServiceName asker, String action) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(FactsOnKafka.grpcTarget()).usePlaintext().build();
        try {
            Metadata headers = new Metadata();
            headers.put(
                    Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                    "Bearer " + tokens.issue(asker, ServiceName.AUTHZ));
            var _ =
                    AuthorizationGrpc.newBlockingStub(channel)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                            .check(
                                    CheckRequest.newBuilder()
                                            .setPrincipal(Principal.newBuilder().setArn(bob))
                                            .setAction(action)
                                            .setResource("*")
                                            .build());
        } finally {
            channel.shutdownNow();
        }
    }

    private static String check(String principal, String action) {
        return """
        {"principal":"%s","action":"%s","resource":"arn:aws:s3:::b/k",
         "resource_account":"%s"}
        """
                .formatted(principal, action, DIGITS);
    }

    private static io.restassured.response.ValidatableResponse rest(String path, String body) {
        return given().contentType("application/json").body(body).post("/v1/" + path).then();
    }

    /** The greatest total of each incarnation, summed; by principal and action. */
    private static Map<String, Long> counted(String account) {
        UsageRecords reader = new UsageRecords(LogWriter.MAC);
        Map<String, Long> greatest = new TreeMap<>();
        TopicPartition partition = new TopicPartition(Topics.USAGE.wire(), Partitions.of(account));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", TestInfra.kafka()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (reader.read(wire(record))
                                    instanceof UsageRecords.Reading.Accepted(var usage)
                            && usage.getAccount().equals(account)) {
                        usage.getTotalsList()
                                .forEach(total ->
                                        greatest.merge(
                                                "%s %s %s:%s"
                                                        .formatted(
                                                                usage.getIncarnation(),
                                                                total.getPrincipal(),
                                                                total.getService(),
                                                                total.getAction()),
                                                total.getTotal(),
                                                Math::max));
                    }
                }
            }
        }
        Map<String, Long> counted = new TreeMap<>();
        greatest.forEach((key, total) ->
                counted.merge(key.substring(key.indexOf(' ') + 1), total, Long::sum));
        return counted;
    }

    private static WireRecord wire(ConsumerRecord<String, byte[]> record) {
        byte[] mac = record.headers().lastHeader(FactMac.HEADER).value();
        return new WireRecord(
                record.topic(),
                record.partition(),
                record.key(),
                ByteString.copyFrom(record.value()),
                Map.of(FactMac.HEADER, new String(mac, StandardCharsets.UTF_8)));
    }
}
