package io.gatehouse.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Headless Chromium, driven by scripts of {@code src/test/browser} with Playwright. Needs Chromium,
 * Node and npm, from which it fetches Playwright; who asks is skipped where one of them is absent.
 */
record Chromium(Path program) {

    private static final Path DIRECTORY = Path.of("target", "browser").toAbsolutePath();

    static Chromium assumeHere() {
        Optional<Path> chromium = find("chromium", "chromium-browser", "google-chrome");
        assumeTrue(chromium.isPresent(), "skipped: there is no Chromium (Debian: chromium)");
        assumeTrue(find("node").isPresent(), "skipped: there is no Node (Debian: nodejs)");
        try {
            assumeTrue(hasPlaywright(), "skipped: npm cannot fetch playwright-core");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Chromium(chromium.get());
    }

    GatehouseProcess.Said run(String name, Map<String, String> told) {
        Path script = DIRECTORY.resolve(name);
        try {
            Files.copy(
                    GatehouseProcess.projectFile("tools/e2e/src/test/browser/" + name),
                    script,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder node =
                new ProcessBuilder("node", script.toString()).directory(DIRECTORY.toFile());
        node.environment().putAll(told);
        node.environment().put("CHROMIUM", program.toString());
        node.environment().put("SHOTS", DIRECTORY.toString());
        return GatehouseProcess.run(node);
    }

    private static boolean hasPlaywright() throws IOException {
        return new NpmPackage("playwright-core", System.getProperty("gatehouse.playwright.version"))
                .isIn(DIRECTORY);
    }

    private static Optional<Path> find(String... programs) {
        List<String> path =
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Arrays.stream(programs)
                .flatMap(program -> path.stream().map(at -> Path.of(at, program)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
