package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.contracts.Topics;
import io.gatehouse.infra.PostgresServer;
import io.gatehouse.infra.TestCertificate;
import io.gatehouse.infra.TestInfra;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The four services as processes with the environment and the files of {@link Manifests}, on a
 * PostgreSQL and a Kafka that speak TLS. What differs from a cluster: everything is on this
 * machine, so names of services are {@code localhost}, ports are moved, and one certificate is
 * everybody's.
 */
final class DeployedGatehouse implements AutoCloseable {

    static final String ACCOUNT = "200300400500";
    static final List<String> SERVICES =
            List.of("identity-service", "policy-service", "authz-service", "gateway");

    private static final int OFFSET = 23_000;
    private static final String CLIENTS_PASSWORD = "of-the-authorities";
    private static final List<String> WRITERS = List.of("identity", "policy");

    private final Path root = RunningGatehouse.freshDirectory();
    private final TestCertificate certificate =
            TestCertificate.make("gatehouse", SERVICES.toArray(String[]::new));
    private final List<Process> processes = new ArrayList<>();
    private final PostgresServer postgres;

    private DeployedGatehouse() throws IOException {
        this.postgres = PostgresServer.start(root.resolve("postgres"), 0, "superuser", certificate);
    }

    static DeployedGatehouse start(Manifests manifests) throws Exception {
        DeployedGatehouse deployed = new DeployedGatehouse();
        try {
            deployed.prepare();
            for (String service : SERVICES) {
                deployed.launch(service, manifests);
            }
            return deployed;
        } catch (Exception e) {
            deployed.close();
            throw e;
        }
    }

    Path certificate() {
        return certificate.certificate();
    }

    PostgresServer postgres() {
        return postgres;
    }

    static int port(String service) {
        return OFFSET
                + switch (service) {
                    case "gateway" -> 8080;
                    case "identity-service" -> 8081;
                    case "policy-service" -> 8082;
                    case "authz-service" -> 8083;
                    case "authz-grpc" -> 9083;
                    default -> throw new IllegalArgumentException(service);
                };
    }

    /**
     * What {@code ./gatehouse republish} says, with the files that an operator of a cluster gives
     * it.
     */
    GatehouseProcess.Said republish() throws IOException {
        Path data = Files.createDirectories(root.resolve("operator"));
        Path key = Files.createDirectories(data.resolve("keys")).resolve("internal-k1.key");
        Files.writeString(key, keys().getOrDefault("internal-k1.key", ""));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.copy(certificate.certificate(), data.resolve("services.crt"));
        return GatehouseProcess.run(
                GatehouseProcess.script(
                        List.of(
                                "republish",
                                "--data",
                                data.toString(),
                                "--port-offset",
                                Integer.toString(OFFSET))));
    }

    private Path logFile(String service) {
        return root.resolve(service + ".log");
    }

    /** Two lines: key id and secret, as identity-service wrote them. */
    Path rootKey() {
        return root.resolve("root-key");
    }

    boolean isAlive() {
        return processes.stream().allMatch(Process::isAlive);
    }

    private void prepare() throws Exception {
        for (String writer : WRITERS) {
            String database = "gatehouse_" + writer;
            postgres.ensureRole(database + "_owner", writer + "-owner");
            postgres.ensureRole(database, writer + "-password");
            postgres.ensureDatabase(database, database + "_owner");
            postgres.allowConnect(database, database);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestInfra.securedKafka()))) {
            admin.createTopics(
                            Arrays.stream(Topics.values())
                                    .map(topic ->
                                            new NewTopic(topic.wire(), Topics.PARTITIONS, (short) 1)
                                                    .configs(topic.configuration()))
                                    .toList())
                    .all()
                    .get();
        }
    }

    private void launch(String service, Manifests manifests) throws Exception {
        Path pod = root.resolve(service);
        manifests.mount(service, pod, this::files);
        writeClients(pod.resolve("var/run/gatehouse/clients"));
        ProcessBuilder process =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        "quarkus-run.jar");
        Map<String, String> environment = process.environment();
        environment.clear();
        manifests
                .environment(service, this::secret)
                .forEach((name, value) -> environment.put(name, here(value, pod)));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port(service)));
        environment.put("QUARKUS_GRPC_SERVER_PORT", Integer.toString(port("authz-grpc")));
        environment.put("GATEHOUSE_BOOTSTRAP_ACCOUNT_ID", ACCOUNT);
        environment.put("GATEHOUSE_BOOTSTRAP_ROOT_KEY_FILE", rootKey().toString());
        process.directory(GatehouseProcess.projectFile(service + "/target/quarkus-app").toFile());
        process.redirectErrorStream(true).redirectOutput(logFile(service).toFile());
        processes.add(process.start());
    }

    /** The cluster's names and folders as those of this machine. */
    private String here(String value, Path pod) {
        String local =
                value.replace("/var/run/gatehouse", pod + "/var/run/gatehouse")
                        .replace("/var/lib/gatehouse", pod + "/var/lib/gatehouse")
                        .replace("postgres:5432/", "localhost:" + postgres.port() + "/")
                        .replace("authz-service:9083", "localhost:" + port("authz-grpc"));
        if (local.equals("kafka:9092")) {
            return TestInfra.kafkaAs("identity").getOrDefault("bootstrap.servers", "");
        }
        if (local.equals("SCRAM-SHA-512")) {
            return TestInfra.kafkaAs("identity").getOrDefault("sasl.mechanism", "");
        }
        for (String service : SERVICES) {
            local = local.replaceAll(service + ":80\\d\\d", "localhost:" + port(service));
        }
        return local;
    }

    /** A store of certificates is no text, as the other files are. */
    private void writeClients(Path mounted) throws Exception {
        if (!Files.isDirectory(mounted)) {
            return;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream file = Files.newInputStream(certificate.certificate())) {
            store.setCertificateEntry(
                    "clients", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        try (OutputStream file = Files.newOutputStream(mounted.resolve("clients.p12"))) {
            store.store(file, CLIENTS_PASSWORD.toCharArray());
        }
    }

    private String secret(String name) {
        if (name.equals("gatehouse-authz-clients/clients-password")) {
            return CLIENTS_PASSWORD;
        }
        for (String service : List.of("identity", "policy", "authz")) {
            if (name.equals("gatehouse-%s-kafka/jaas-config".formatted(service))) {
                return TestInfra.kafkaAs(service).getOrDefault("sasl.jaas.config", "");
            }
            if (name.equals("gatehouse-%s-database/password".formatted(service))) {
                return service + "-password";
            }
            if (name.equals("gatehouse-%s-database/owner-password".formatted(service))) {
                return service + "-owner";
            }
        }
        throw new IllegalStateException("nobody knows the secret " + name);
    }

    private Map<String, String> files(String name) {
        try {
            String trusted = Files.readString(certificate.certificate());
            String key = Files.readString(certificate.key());
            return switch (name) {
                case "gatehouse-keys" -> keys();
                case "gatehouse-authorities" ->
                        Map.of(
                                "services.crt",
                                trusted,
                                "postgres.crt",
                                trusted,
                                "kafka.crt",
                                Files.readString(
                                        Path.of(
                                                TestInfra.kafkaAs("identity")
                                                        .getOrDefault(
                                                                "ssl.truststore.location", ""))));
                case "gatehouse-authz-clients" -> Map.of("clients.p12", "");
                case "gatehouse-askers" -> Map.of("askers.json", "{\"askers\": []}");
                default -> Map.of("tls.crt", trusted, "tls.key", key, "ca.crt", trusted);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        for (String purpose : List.of("facts", "internal", "master", "personal")) {
            byte[] key = Arrays.copyOf(purpose.getBytes(UTF_8), 32);
            keys.put(purpose + "-k1.key", Base64.getEncoder().encodeToString(key));
        }
        return keys;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        postgres.close();
    }
}
