package io.gatehouse.standalone;

import io.gatehouse.model.AccountId;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The four services of one Gatehouse: how each is started and what its configuration says. The same
 * settings, by other values, run it elsewhere.
 */
final class ServicePlans {

    static final String IDENTITY = "identity-service";
    static final String POLICY = "policy-service";
    static final String AUTHZ = "authz-service";
    static final String GATEWAY = "gateway";
    private static final String CALLERS = "gatehouse.authz.callers";
    private static final String LOOPBACK = "loopback";

    private final Installation installation;
    private final DataDirectory data;
    private final Ports ports;
    private final boolean training;

    /**
     * @param training whether each service records an AOT cache of this run, written when it ends
     */
    ServicePlans(Installation installation, DataDirectory data, Ports ports, boolean training) {
        this.installation = installation;
        this.data = data;
        this.ports = ports;
        this.training = training;
    }

    /** In the order in which they are started. */
    List<ServicePlan> all(AccountId firstAccount) {
        return List.of(
                plan(IDENTITY, ports.identity(), "192m", identity(firstAccount)),
                plan(POLICY, ports.policy(), "256m", writer("policy")),
                plan(AUTHZ, ports.authz(), "384m", authz(firstAccount)),
                plan(GATEWAY, ports.gateway(), "128m", gatewaySettings()));
    }

    private ServicePlan plan(String name, int port, String heap, Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(shared());
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("gatehouse.usage.dir", data.usage(name).toString());
        settings.putAll(own);
        Path settingsFile = data.run().resolve(name + ".properties");
        return new ServicePlan(
                name,
                port,
                installation.service(name),
                command(name, heap, settingsFile),
                settings,
                settingsFile);
    }

    private List<String> command(String name, String heap, Path settingsFile) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of(
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dquarkus.config.locations=" + settingsFile.toUri(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        if (training) {
            words.add("-XX:AOTCacheOutput=" + installation.aotCacheFile(name));
        } else {
            installation.aotCache(name).ifPresent(cache -> words.add("-XX:AOTCache=" + cache));
        }
        words.addAll(List.of("-jar", "quarkus-run.jar"));
        return words;
    }

    private Map<String, String> shared() {
        return Map.ofEntries(
                Map.entry("quarkus.http.host", "127.0.0.1"),
                Map.entry("quarkus.log.category.\"io.smallrye.health\".level", "WARN"),
                Map.entry("gatehouse.exit-on-stdin-end", "true"),
                Map.entry("gatehouse.keys.dir", data.keys().toString()),
                Map.entry("kafka.bootstrap.servers", address(ports.kafka())),
                Map.entry("gatehouse.identity.grpc", address(ports.identity())),
                Map.entry("gatehouse.policy.grpc", address(ports.policy())),
                Map.entry("gatehouse.authz.grpc", address(ports.authzGrpc())),
                Map.entry("gatehouse.identity.http", "http://" + address(ports.identity())),
                Map.entry("gatehouse.policy.http", "http://" + address(ports.policy())),
                Map.entry("gatehouse.authz.http", "http://" + address(ports.authz())));
    }

    private Map<String, String> identity(AccountId firstAccount) {
        Map<String, String> settings = new HashMap<>(writer("identity"));
        settings.put("gatehouse.bootstrap.account-id", firstAccount.digits());
        settings.put("gatehouse.bootstrap.root-key-file", data.rootKey().toString());
        settings.put("gatehouse.root-keys.dir", data.root().toString());
        // A provider that somebody tries on the same machine; everywhere else only by
        // configuration.
        settings.put("gatehouse.federation.allow-http", "true");
        settings.put("gatehouse.federation.allowed-addresses", "127.0.0.0/8,::1");
        return settings;
    }

    private Map<String, String> writer(String service) {
        WriterDatabase database = new WriterDatabase(service);
        String server = "127.0.0.1:%d/%s".formatted(ports.postgres(), database.name());
        return Map.of(
                "quarkus.datasource.reactive.url", "postgresql://" + server,
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://" + server,
                "quarkus.datasource.username", database.role(),
                "quarkus.datasource.password", data.password(database.role()),
                "quarkus.flyway.username", database.ownerRole(),
                "quarkus.flyway.password", data.password(database.ownerRole()),
                "quarkus.flyway.placeholders.app_role", database.role());
    }

    private Map<String, String> authz(AccountId firstAccount) {
        return Map.of(
                CALLERS,
                LOOPBACK,
                "gatehouse.authz.account",
                firstAccount.digits(),
                "gatehouse.authzen.url",
                "http://" + address(ports.gateway()),
                "gatehouse.facts.snapshot-file",
                data.factsSnapshot().toString(),
                "quarkus.grpc.server.host",
                "127.0.0.1",
                "quarkus.grpc.server.port",
                Integer.toString(ports.authzGrpc()));
    }

    private Map<String, String> gatewaySettings() {
        return Map.of(
                CALLERS,
                LOOPBACK,
                "gatehouse.gateway.public-urls",
                "http://localhost:%1$d,http://127.0.0.1:%1$d".formatted(ports.gateway()));
    }

    private static String address(int port) {
        return "127.0.0.1:" + port;
    }
}
