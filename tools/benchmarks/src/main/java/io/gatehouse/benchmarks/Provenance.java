package io.gatehouse.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/** Where figures come from: commit, time, machine. */
public final class Provenance {

    private Provenance() {}

    /**
     * Adds {@code commit}, {@code at} and {@code machine}; what cannot be found out is {@code
     * unknown}.
     */
    public static void describe(Path home, ObjectNode root) {
        root.put("commit", commit(home));
        root.put("at", Instant.now().toString());
        root.putObject("machine")
                .put("processor", processor())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put(
                        "system",
                        System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", Runtime.version().toString())
                .put("loadAverage", loadAverage());
    }

    /** How many processes wanted a processor in the last minute, as far as the system says. */
    public static String loadAverage() {
        return "%.1f"
                .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String commit(Path home) {
        try {
            Process git =
                    new ProcessBuilder("git", "rev-parse", "HEAD")
                            .directory(home.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String commit =
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip();
            return commit.isEmpty() ? "unknown" : commit;
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
