package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Passwords, keys and tokens are planted wherever a request takes or an answer gives one, in
 * requests that succeed and in requests that fail; afterwards they are in no log, event, fact,
 * metric, error text or file of the database.
 */
@ExtendWith(RunningGatehouse.class)
class PlantedSecretsTest {

    private static final String PASSWORD = "Planted-5ecret-Password!";
    private static final String SECOND_PASSWORD = "Another-5ecret-Password!";

    private final List<String> planted = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    @Test
    void planted_secrets_are_found_nowhere(GatehouseProcess gatehouse) throws Exception {
        try (SdkCall root = SdkCall.as(gatehouse, gatehouse.rootKey())) {
            plant(root);
        }
        assertThat(planted).hasSizeGreaterThanOrEqualTo(5);
        assertThat(errors).as("some of the requests were refused").isNotEmpty();
        for (String secret : planted) {
            assertThat(errors).as("error texts").noneMatch(text -> text.contains(secret));
        }
        searchFiles(gatehouse.data().resolve("logs"));
        searchFiles(gatehouse.data().resolve("postgres"));
        searchTopics(gatehouse);
        searchMetrics(gatehouse);
    }

    private void plant(SdkCall root) {
        call(root, "iam:CreateUser", "{'UserName':'planted'}");
        keep(
                call(root, "iam:CreateAccessKey", "{'UserName':'planted'}"),
                "/AccessKey/SecretAccessKey");
        keep(
                call(
                        root,
                        "iam:CreateServiceSpecificCredential",
                        "{'UserName':'planted','ServiceName':'codecommit.amazonaws.com'}"),
                "/ServiceSpecificCredential/ServicePassword");
        serverCertificate(root);
        passwords(root);
        keep(
                call(root, "iam:CreateVirtualMFADevice", "{'VirtualMFADeviceName':'planted'}"),
                "/VirtualMFADevice/Base32StringSeed");
        sessions(root);
    }

    /** Uploaded, refused for a key of another certificate, refused for a broken key. */
    private void serverCertificate(SdkCall root) {
        Map<String, String> own = Material.all();
        Map<String, String> other = Material.all();
        String broken = own.get("private-key").replace("BEGIN PRIVATE", "BEGIN RSA PRIVATE");
        int number = 0;
        for (String key : List.of(own.get("private-key"), other.get("private-key"), broken)) {
            planted.add(key.lines().skip(1).findFirst().orElseThrow());
            call(
                    root,
                    "iam:UploadServerCertificate",
                    "{'ServerCertificateName':'planted%d','CertificateBody':'%s','PrivateKey':'%s'}"
                            .formatted(number++, own.get("certificate"), key)
                            .replace("\n", "\\n"));
        }
    }

    /** Taken, refused as too long, refused for a user who is not there. */
    private void passwords(SdkCall root) {
        planted.add(PASSWORD);
        planted.add(SECOND_PASSWORD);
        for (String request :
                List.of(
                        "{'UserName':'planted','Password':'" + PASSWORD + "'}",
                        "{'UserName':'planted','Password':'" + SECOND_PASSWORD.repeat(8) + "'}",
                        "{'UserName':'nobody','Password':'" + SECOND_PASSWORD + "'}")) {
            call(root, "iam:CreateLoginProfile", request);
            call(root, "iam:UpdateLoginProfile", request);
        }
        call(
                root,
                "iam:ChangePassword",
                "{'OldPassword':'%s','NewPassword':'%s'}".formatted(PASSWORD, SECOND_PASSWORD));
    }

    private void sessions(SdkCall root) {
        for (String action : List.of("sts:GetSessionToken", "sts:GetFederationToken")) {
            JsonNode answer =
                    call(root, action, action.contains("Fed") ? "{'Name':'planted'}" : "{}");
            keep(answer, "/Credentials/SecretAccessKey");
            keep(answer, "/Credentials/SessionToken");
        }
        String token = "planted-5ecret-token-" + "x".repeat(40);
        planted.add(token);
        call(root, "sts:GetDelegatedAccessToken", "{'TradeInToken':'" + token + "'}");
        call(
                root,
                "sts:AssumeRoleWithWebIdentity",
                "{'RoleArn':'arn:aws:iam::%s:role/nobody','RoleSessionName':'s','WebIdentityToken':'%s'}"
                        .formatted(GatehouseProcess.ACCOUNT, token));
        call(
                root,
                "sts:AssumeRoleWithSAML",
                "{'RoleArn':'arn:aws:iam::%1$s:role/nobody','PrincipalArn':'arn:aws:iam::%1$s:saml-provider/nobody','SAMLAssertion':'%2$s'}"
                        .formatted(GatehouseProcess.ACCOUNT, token));
    }

    /** What is refused, also because it is not answered yet, leaves its error's text. */
    private JsonNode call(SdkCall root, String action, String input) {
        try {
            return root.call(action, Steps.json(input.replace('\'', '"')));
        } catch (AwsServiceException e) {
            errors.add(e.getMessage());
            return Steps.json("{}");
        }
    }

    private void keep(JsonNode answer, String pointer) {
        JsonNode secret = answer.at(pointer);
        if (!secret.isMissingNode()) {
            planted.add(secret.asText());
        }
    }

    private void searchFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertHoldsNone(file.toString(), text);
            }
        }
    }

    private void searchTopics(GatehouseProcess gatehouse) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", "127.0.0.1:" + gatehouse.port(9092));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.listTopics().entrySet().stream()
                            .filter(topic -> topic.getKey().startsWith("gatehouse."))
                            .flatMap(topic -> topic.getValue().stream())
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            long read = 0;
            while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    read++;
                    assertHoldsNone(record.topic(), text(record));
                }
            }
            assertThat(read).as("records read").isGreaterThan(20);
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        if (record.value() != null) {
            text.append(new String(record.value(), StandardCharsets.ISO_8859_1));
        }
        record.headers()
                .forEach(header ->
                        text.append(new String(header.value(), StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    private void searchMetrics(GatehouseProcess gatehouse) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int port : List.of(8080, 8081, 8082, 8083)) {
                URI uri =
                        URI.create("http://127.0.0.1:%d/q/metrics".formatted(gatehouse.port(port)));
                HttpResponse<String> answer =
                        http.send(
                                HttpRequest.newBuilder(uri).build(),
                                HttpResponse.BodyHandlers.ofString());
                if (port != 8080) {
                    assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
                }
                assertHoldsNone(uri.toString(), answer.body());
            }
        }
    }

    private void assertHoldsNone(String where, String text) {
        for (String secret : planted) {
            if (text.contains(secret)) {
                throw new AssertionError(where + " holds a planted secret: " + secret);
            }
        }
    }
}
