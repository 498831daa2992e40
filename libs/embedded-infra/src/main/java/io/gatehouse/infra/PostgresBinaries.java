package io.gatehouse.infra;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs, unpacked once from zonky's archive into a directory of the user's own.
 *
 * <p>Safe across processes: unpacked aside under a file lock, then moved into place at once.
 */
final class PostgresBinaries {

    /** Of the archive; a new one unpacks beside the old. */
    private static final String VERSION = "18.6.0";

    private static final Object ONE_THREAD = new Object();

    private PostgresBinaries() {}

    /** Directory that holds {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked() {
        Path home = cache().resolve("postgres-" + VERSION);
        if (Files.isDirectory(home)) {
            return home;
        }
        synchronized (ONE_THREAD) {
            try {
                Files.createDirectories(cache());
                try (FileChannel channel =
                                FileChannel.open(
                                        cache().resolve("postgres.lock"),
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.WRITE);
                        FileLock _ = channel.lock()) {
                    if (!Files.isDirectory(home)) {
                        Path aside = cache().resolve("postgres-" + VERSION + ".new");
                        deleteTree(aside);
                        unpack(aside);
                        Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("could not unpack PostgreSQL into " + home, e);
            }
        }
        return home;
    }

    private static Path cache() {
        String given = System.getProperty("gatehouse.cache");
        if (given != null) {
            return Path.of(given);
        }
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("gatehouse");
    }

    private static void unpack(Path target) throws IOException {
        String system =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                        ? "Darwin"
                        : "Linux";
        String architecture = ArchUtils.normalize(System.getProperty("os.arch"));
        InputStream archive =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture);
        if (archive == null) {
            throw new IOException("no PostgreSQL for %s on %s".formatted(system, architecture));
        }
        Files.createDirectories(target);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(archive), "UTF-8")) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                unpack(tar, e, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("an entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            if (target.relativize(file).startsWith("bin") && !file.toFile().setExecutable(true)) {
                throw new IOException("could not make executable: " + file);
            }
        }
    }

    /** Deletes a directory with what is in it; nothing to do when it is not there. */
    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
