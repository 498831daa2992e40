package io.gatehouse.policy.laws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which parts of a long run are done: a file whose first line is a digest of the code that runs,
 * and a line for each part. Safe for threads.
 */
final class Progress {

    private final Path file;
    private final Set<Integer> done = ConcurrentHashMap.newKeySet();

    private Progress(Path file) {
        this.file = file;
    }

    /** What the file says of this code; nothing where it is of other code, or not there. */
    static Progress in(Path file, List<Path> code) throws IOException {
        Progress progress = new Progress(file);
        String digest = digest(code);
        List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        if (!lines.isEmpty() && lines.getFirst().equals(digest)) {
            // The last line may be half written: what broke the run off broke it off too.
            lines.stream()
                    .skip(1)
                    .filter(line -> line.matches("\\d+;"))
                    .forEach(line ->
                            progress.done.add(
                                    Integer.valueOf(line.substring(0, line.length() - 1))));
        } else {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, digest + "\n");
        }
        return progress;
    }

    boolean isDone(int part) {
        return done.contains(part);
    }

    int done() {
        return done.size();
    }

    synchronized void done(int part) throws IOException {
        done.add(part);
        Files.writeString(file, "\n" + part + ";\n", StandardOpenOption.APPEND);
    }

    private static String digest(List<Path> directories) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path directory : directories) {
                List<Path> files;
                try (Stream<Path> found = Files.walk(directory)) {
                    files = found.filter(f -> f.toString().endsWith(".class")).sorted().toList();
                }
                for (Path file : files) {
                    digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
