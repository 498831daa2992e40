package io.gatehouse.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A package of npm, fetched once for each version. */
record NpmPackage(String name, String version) {

    /**
     * Whether it is in {@code node_modules} of a directory, now or before; not where there is no
     * npm, or npm cannot fetch it.
     */
    boolean isIn(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path installed = directory.resolve("node_modules").resolve(name);
        Path stamp = directory.resolve("%s-%s".formatted(name, version));
        if (Files.isDirectory(installed) && Files.exists(stamp)) {
            return true;
        }
        ProcessBuilder npm =
                new ProcessBuilder(
                                "npm",
                                "install",
                                "--no-save",
                                "--no-audit",
                                "--no-fund",
                                // Without a network it gives up at once.
                                "--fetch-retries=0",
                                "--fetch-timeout=30000",
                                "--prefix",
                                directory.toString(),
                                name + "@" + version)
                        .directory(directory.toFile());
        if (!isRun(npm)) {
            return false;
        }
        Files.writeString(stamp, "");
        return true;
    }

    private static boolean isRun(ProcessBuilder npm) {
        try {
            return GatehouseProcess.run(npm).status() == 0;
        } catch (UncheckedIOException _) {
            return false;
        }
    }
}
