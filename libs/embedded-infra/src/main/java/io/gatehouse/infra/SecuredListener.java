package io.gatehouse.infra;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.security.scram.ScramLoginModule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The door of a test broker that is as in production: TLS, a user for each service (SCRAM), and
 * Kafka's own authorizer with the rights of {@code deploy/images/acls.sh}. Whoever comes by the
 * plain door beside it, a test that plays another part, may do everything.
 */
final class SecuredListener {

    private static final List<String> SERVICES = List.of("identity", "policy", "authz");
    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final int ITERATIONS = 4096;

    private final TestCertificate certificate;
    private final int port = FreePort.any();

    SecuredListener(TestCertificate certificate) {
        this.certificate = certificate;
    }

    /** As one of {@code listeners}. */
    String address() {
        return "SECURED://127.0.0.1:" + port;
    }

    Map<String, String> ofTheBroker() {
        String prefix = "listener.name.secured.";
        return Map.of(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT,SECURED:SASL_SSL",
                "sasl.enabled.mechanisms",
                MECHANISM,
                prefix + "scram-sha-256.sasl.jaas.config",
                ScramLoginModule.class.getName() + " required;",
                prefix + "ssl.keystore.type",
                "PEM",
                prefix + "ssl.keystore.certificate.chain",
                read(certificate.certificate()),
                prefix + "ssl.keystore.key",
                read(certificate.key()),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "false",
                "super.users",
                "User:ANONYMOUS");
    }

    /** Makes the users and gives them their rights, by the plain door. */
    void open(String plain) {
        List<UserScramCredentialAlteration> users =
                SERVICES.stream()
                        .<UserScramCredentialAlteration>map(service ->
                                new UserScramCredentialUpsertion(
                                        user(service),
                                        new ScramCredentialInfo(
                                                ScramMechanism.SCRAM_SHA_256, ITERATIONS),
                                        password(service)))
                        .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", plain))) {
            admin.alterUserScramCredentials(users).all().get();
            admin.createAcls(TopicRights.allowed(TopicRights.calls(plain))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("users and rights could not be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while users are made", e);
        }
    }

    /** How the service reaches the broker, by the names of Kafka's clients. */
    Map<String, String> clientOf(String service) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                "%s required username=\"%s\" password=\"%s\";"
                        .formatted(
                                ScramLoginModule.class.getName(), user(service), password(service)),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString());
    }

    private static String user(String service) {
        return "gatehouse-" + service;
    }

    private static String password(String service) {
        return service + "-password-at-kafka";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
