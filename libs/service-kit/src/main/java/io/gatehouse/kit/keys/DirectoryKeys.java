package io.gatehouse.kit.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys in a directory: {@code <purpose>-<kid>.key}, 32 bytes in base64, readable by their owner
 * alone. A mounted Kubernetes Secret is read the same way; its files may also be readable by the
 * group, because that is how the kubelet gives them to a process that is not root.
 *
 * <p>A directory is read again after {@link #REREAD}, so that a rotation needs no restart. A new
 * key verifies and decrypts as soon as it is read; it signs and encrypts when its file has settled,
 * so that the other processes know it by then. Safe for all threads.
 */
public final class DirectoryKeys implements KeyProvider {

    static final Duration REREAD = Duration.ofSeconds(30);

    private static final Set<PosixFilePermission> FOR_OTHERS =
            EnumSet.of(
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE);

    private final Path directory;
    private final boolean groupMayRead;
    private final Duration settle;
    private final Clock clock;
    private final Map<KeyPurpose, Read> known = new ConcurrentHashMap<>();

    private record Read(KeyRing ring, Instant at) {}

    /**
     * @param groupMayRead whether files of mode 0640 or 0440 are accepted (a mounted Secret)
     * @param settle how long after its file was written a key is known to every process: {@link
     *     #REREAD}, and the time in which a changed Secret reaches all pods
     */
    public DirectoryKeys(Path directory, boolean groupMayRead, Duration settle, Clock clock) {
        this.directory = directory;
        this.groupMayRead = groupMayRead;
        this.settle = settle;
        this.clock = clock;
    }

    @Override
    public KeyRing ring(KeyPurpose purpose) {
        Instant now = clock.instant();
        Read read = known.get(purpose);
        if (read == null || read.at().plus(REREAD).isBefore(now)) {
            read = new Read(read(purpose), now);
            known.put(purpose, read);
        }
        return read.ring();
    }

    private KeyRing read(KeyPurpose purpose) {
        List<NamedKey> keys = new ArrayList<>();
        NavigableMap<String, NamedKey> settled = new TreeMap<>();
        String prefix = purpose.filePrefix() + "-";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, prefix + "*.key")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                NamedKey key = key(file, name.substring(prefix.length(), name.length() - 4));
                keys.add(key);
                if (hasSettled(file)) {
                    settled.put(key.kid(), key);
                }
            }
        } catch (IOException e) {
            throw new MissingKeyException(
                    "the key directory `%s` cannot be read".formatted(directory), e);
        }
        if (keys.isEmpty()) {
            throw new MissingKeyException(
                    "no file `%s<kid>.key` in `%s`".formatted(prefix, directory));
        }
        NamedKey newest =
                settled.isEmpty()
                        ? Collections.min(keys, Comparator.comparing(NamedKey::kid))
                        : settled.lastEntry().getValue();
        return new KeyRing(purpose, keys, newest);
    }

    private boolean hasSettled(Path file) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        return !written.plus(settle).isAfter(clock.instant());
    }

    private NamedKey key(Path file, String kid) throws IOException {
        requireClosedToOthers(file);
        byte[] secret;
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip();
            secret = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            // The cause would quote a character of the key.
            throw new MissingKeyException("key file `%s` is not base64".formatted(file));
        }
        try {
            return new NamedKey(kid, secret);
        } catch (IllegalArgumentException e) {
            throw new MissingKeyException("key file `%s` is not a key".formatted(file), e);
        }
    }

    private void requireClosedToOthers(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        boolean open = permissions.stream().anyMatch(FOR_OTHERS::contains);
        if (open || (permissions.contains(PosixFilePermission.GROUP_READ) && !groupMayRead)) {
            throw new MissingKeyException(
                    "key file `%s` is readable by others; make it 0600".formatted(file));
        }
    }
}
