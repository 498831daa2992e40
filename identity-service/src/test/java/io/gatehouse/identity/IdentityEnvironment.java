package io.gatehouse.identity;

import io.gatehouse.infra.TestDatabase;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.kit.kafka.TopicProvisioner;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database with production's roles, Kafka with its topics, keys, and a first account. */
public final class IdentityEnvironment implements QuarkusTestResourceLifecycleManager {

    static final String FIRST_ACCOUNT = "111111111111";
    static final byte[] KEY = new byte[32];
    private static TestDatabase database;
    private static Path rootKeyFile;
    private static Path log;

    static TestDatabase database() {
        return database;
    }

    static Path rootKeyFile() {
        return rootKeyFile;
    }

    static Path log() {
        return log;
    }

    @Override
    public Map<String, String> start() {
        database = TestInfra.newDatabase("identity");
        Path directory = newDirectory();
        rootKeyFile = directory.resolve("root-key");
        log = directory.resolve("identity.log");
        new TopicProvisioner(Map.of("bootstrap.servers", TestInfra.kafka())).provision();
        Map<String, String> settings = new HashMap<>(database.asDatasource());
        settings.put("kafka.bootstrap.servers", TestInfra.kafka());
        settings.put("gatehouse.keys.dir", keys(directory.resolve("keys")).toString());
        settings.put("gatehouse.bootstrap.account-id", FIRST_ACCOUNT);
        settings.put("gatehouse.bootstrap.root-key-file", rootKeyFile.toString());
        settings.put("gatehouse.root-keys.dir", directory.toString());
        // Providers of the tests' own are on this machine, without TLS.
        settings.put("gatehouse.federation.allow-http", "true");
        settings.put("gatehouse.federation.allowed-addresses", "127.0.0.1");
        settings.put("gatehouse.policy.grpc", "localhost:1");
        settings.put("gatehouse.authz.grpc", "localhost:1");
        settings.put("quarkus.log.file.enabled", "true");
        settings.put("quarkus.log.file.path", log.toString());
        settings.put("quarkus.log.category.\"io.gatehouse\".level", "DEBUG");
        return settings;
    }

    private static Path newDirectory() {
        try {
            Path directory = Files.createTempDirectory("gatehouse-identity");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path keys(Path directory) {
        try {
            Files.createDirectory(directory);
            for (String purpose : List.of("facts", "internal", "master")) {
                Path file = directory.resolve(purpose + "-2026-11.key");
                Files.writeString(file, Base64.getEncoder().encodeToString(KEY));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The servers end with the JVM.
    }
}
