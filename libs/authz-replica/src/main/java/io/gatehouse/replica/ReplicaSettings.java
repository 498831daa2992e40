package io.gatehouse.replica;

import io.gatehouse.replica.decide.DecisionCount;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.snapshot.SnapshotReports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * What an embedded replica is made of.
 *
 * @param kafka {@code bootstrap.servers}, and what security needs
 * @param factKeys the keys under which facts are signed, by kid. Whoever has them is believed as
 *     authz-service is, and could forge facts: give them to applications that you trust so far, and
 *     let Kafka's ACLs keep these from writing
 * @param freshness when answers are stale, very stale, and whether that denies
 * @param patience how long a question waits for the revision that it wants, at most
 * @param reports told of refused facts, holes and repairs; must not block
 * @param count told of every decision, if the application bills for them
 */
public record ReplicaSettings(
        Map<String, Object> kafka,
        Map<String, byte[]> factKeys,
        Freshness.Limits freshness,
        Duration patience,
        SnapshotReports reports,
        DecisionCount count) {

    private static final String PREFIX = "facts-";
    private static final String SUFFIX = ".key";

    public ReplicaSettings {
        kafka = Map.copyOf(kafka);
        factKeys = Map.copyOf(factKeys);
    }

    /**
     * Stale after thirty seconds, very stale after five minutes, which denies; reports go to the
     * log; nothing is counted.
     *
     * @param keys directory with {@code facts-<kid>.key}: 32 bytes each, base64
     */
    public static ReplicaSettings of(String bootstrapServers, Path keys) {
        return new ReplicaSettings(
                Map.of("bootstrap.servers", bootstrapServers),
                read(keys),
                new Freshness.Limits(Duration.ofSeconds(30), Duration.ofMinutes(5), true),
                Duration.ofSeconds(2),
                new LoggedReports(),
                DecisionCount.NONE);
    }

    public ReplicaSettings withFreshness(Freshness.Limits limits) {
        return new ReplicaSettings(kafka, factKeys, limits, patience, reports, count);
    }

    public ReplicaSettings withPatience(Duration limit) {
        return new ReplicaSettings(kafka, factKeys, freshness, limit, reports, count);
    }

    public ReplicaSettings withReports(SnapshotReports wanted) {
        return new ReplicaSettings(kafka, factKeys, freshness, patience, wanted, count);
    }

    public ReplicaSettings withCount(DecisionCount wanted) {
        return new ReplicaSettings(kafka, factKeys, freshness, patience, reports, wanted);
    }

    private static Map<String, byte[]> read(Path keys) {
        Map<String, byte[]> found = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(keys, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                found.put(
                        name.substring(PREFIX.length(), name.length() - SUFFIX.length()),
                        Base64.getDecoder().decode(Files.readString(file).strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of the facts cannot be read in " + keys, e);
        }
        return found;
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "ReplicaSettings[kids=%s, freshness=%s]".formatted(factKeys.keySet(), freshness);
    }
}
