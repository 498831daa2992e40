package io.gatehouse.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code train}: starts everything once in a throw-away directory so that each service records its
 * AOT cache, which makes the next starts quick. Called by the script after a build. The caches say
 * nothing of data: they hold loaded classes and their links.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    @Option(names = "--port-offset", defaultValue = "20000")
    private int offset;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Installation installation = Installation.named();
        Files.createDirectories(installation.home().resolve("target").resolve("aot"));
        Path scratch = Files.createTempDirectory("gatehouse-train");
        DataDirectory data = new DataDirectory(scratch);
        data.prepare();
        try (LauncherLock _ = LauncherLock.take(data, Duration.ZERO).orElseThrow();
                StandaloneGatehouse gatehouse =
                        new StandaloneGatehouse(installation, data, new Ports(offset), true)) {
            gatehouse.start(Optional.empty());
        } finally {
            delete(scratch);
        }
        return 0;
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, java.io.@org.jspecify.annotations.Nullable IOException e)
                            throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
