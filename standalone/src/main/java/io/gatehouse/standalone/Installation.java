package io.gatehouse.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was built: where a service's program is, and its AOT cache.
 *
 * @param home the project's directory
 */
record Installation(Path home) {

    /**
     * The installation that the {@code gatehouse} script named in the system property {@code
     * gatehouse.home}.
     */
    static Installation named() {
        String home = System.getProperty("gatehouse.home");
        if (home == null) {
            throw new LaunchFailure("start me with the script `gatehouse`");
        }
        return new Installation(Path.of(home));
    }

    /** The directory of a built service, in which {@code quarkus-run.jar} lies. */
    Path service(String name) {
        Path directory = home.resolve(name).resolve("target").resolve("quarkus-app");
        if (!Files.exists(directory.resolve("quarkus-run.jar"))) {
            throw new LaunchFailure(
                    "%s is not built: run `./gatehouse up`, which builds it, or `mvn package`"
                            .formatted(name));
        }
        return directory;
    }

    /** Where the AOT cache of a service is made. */
    Path aotCacheFile(String name) {
        return home.resolve("target").resolve("aot").resolve(name + ".aot");
    }

    /** The AOT cache of a service, if there is one that is not older than the service. */
    Optional<Path> aotCache(String name) {
        Path cache = aotCacheFile(name);
        Path program = service(name).resolve("quarkus-run.jar");
        try {
            return Files.exists(cache)
                            && Files.getLastModifiedTime(cache)
                                            .compareTo(Files.getLastModifiedTime(program))
                                    >= 0
                    ? Optional.of(cache)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
