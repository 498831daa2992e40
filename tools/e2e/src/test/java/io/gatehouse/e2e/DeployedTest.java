package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.infra.PostgresServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What {@code deploy/kubernetes/overlays/production} says makes a Gatehouse that works, with TLS on
 * every connection: the services, started with the environment and the files of the manifests, on a
 * PostgreSQL with TLS and a Kafka with TLS, users and rights.
 */
class DeployedTest {

    private static final String TRUSTING_ALL_OF_IAM =
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]}
            """;

    private static DeployedGatehouse deployed;
    private static TrustManagerFactory trust;

    @BeforeAll
    static void it_runs() throws Exception {
        assumeTrue(Manifests.canBeRendered(), "kubectl is not here to render the manifests");
        deployed = DeployedGatehouse.start(Manifests.rendered());
        trust = trustIn();
        HttpClient client = https();
        for (String service : DeployedGatehouse.SERVICES) {
            Eventually.within(
                    Duration.ofMinutes(2),
                    service + " is ready",
                    () -> isReady(client, DeployedGatehouse.port(service)) || !deployed.isAlive());
        }
        assertThat(deployed.isAlive()).as("all processes live").isTrue();
    }

    @AfterAll
    static void it_ends() {
        if (deployed != null) {
            deployed.close();
        }
    }

    @Test
    @Timeout(60)
    void a_permission_is_written_and_decided_over_tls_alone() throws Exception {
        String[] lines = Files.readString(deployed.rootKey()).split("\n");
        try (IamClient root = iam(value(lines[0]), value(lines[1]))) {
            root.createUser(r -> r.userName("ann"));
            var key = root.createAccessKey(r -> r.userName("ann")).accessKey();
            try (IamClient ann = iam(key.accessKeyId(), key.secretAccessKey())) {
                assertThatThrownBy(() -> ann.listUsers(r -> {}))
                        .isInstanceOfSatisfying(
                                IamException.class,
                                it ->
                                        assertThat(it.awsErrorDetails().errorCode())
                                                .isEqualTo("AccessDenied"));
                String policy =
                        root.createPolicy(r ->
                                        r.policyName("iam").policyDocument(TRUSTING_ALL_OF_IAM))
                                .policy()
                                .arn();
                root.attachUserPolicy(r -> r.userName("ann").policyArn(policy));
                assertThat(ann.listUsers(r -> {}).users()).hasSize(1);
                assertThatThrownBy(() -> root.deleteUser(r -> r.userName("ann")))
                        .as("identity-service asked policy-service what is attached")
                        .hasMessageContaining("must");
            }
        }
        assertThat(unencrypted()).as("connections to PostgreSQL in clear").isZero();
        assertThat(encrypted()).as("pools and relays of two writers").isGreaterThanOrEqualTo(4);
    }

    @Test
    @Timeout(60)
    void the_operator_s_commands_speak_tls_to_forwarded_ports() throws Exception {
        assertThat(deployed.republish())
                .satisfies(it -> assertThat(it.status()).as(it.text()).isZero())
                .satisfies(it -> assertThat(it.text()).contains("policy-service: "));
    }

    @Test
    void nobody_answers_in_clear() throws Exception {
        for (String service :
                List.of(
                        "identity-service",
                        "policy-service",
                        "authz-service",
                        "gateway",
                        "authz-grpc")) {
            try (Socket socket = new Socket("localhost", DeployedGatehouse.port(service))) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream()
                        .write(
                                "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                String answer =
                        new String(
                                socket.getInputStream().readNBytes(64),
                                StandardCharsets.ISO_8859_1);
                assertThat(answer).as(service).doesNotContain("HTTP/1.1 200");
            }
        }
    }

    @Test
    void authz_service_takes_nobody_without_a_certificate() {
        assertThatThrownBy(
                        () -> {
                            SSLContext anonymous = SSLContext.getInstance("TLS");
                            anonymous.init(null, trust.getTrustManagers(), null);
                            try (Socket socket =
                                    anonymous
                                            .getSocketFactory()
                                            .createSocket(
                                                    "localhost",
                                                    DeployedGatehouse.port("authz-grpc"))) {
                                socket.setSoTimeout(5_000);
                                socket.getOutputStream().write(new byte[64]);
                                assertThat(socket.getInputStream().read()).isNotNegative();
                            }
                        })
                .isInstanceOf(IOException.class);
    }

    private static long unencrypted() throws Exception {
        return connections("NOT ssl");
    }

    private static long encrypted() throws Exception {
        return connections("ssl");
    }

    private static long connections(String condition) throws Exception {
        try (Connection connection = deployed.postgres().connect(PostgresServer.SUPERUSER);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                                WHERE usename LIKE 'gatehouse%%' AND %s
                                """
                                        .formatted(condition))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static boolean isReady(HttpClient client, int port) {
        try {
            URI uri = URI.create("https://localhost:%d/q/health/ready".formatted(port));
            return client.send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient https() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static TrustManagerFactory trustIn() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var file = Files.newInputStream(deployed.certificate())) {
            store.setCertificateEntry(
                    "gatehouse", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(store);
        return trusted;
    }

    private static IamClient iam(String keyId, String secret) {
        return IamClient.builder()
                .endpointOverride(
                        URI.create("https://localhost:" + DeployedGatehouse.port("gateway")))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret)))
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .tlsTrustManagersProvider(trust::getTrustManagers)
                                .socketTimeout(Duration.ofSeconds(30)))
                .build();
    }

    private static String value(String line) {
        return line.substring(line.indexOf('=') + 1).strip();
    }
}
