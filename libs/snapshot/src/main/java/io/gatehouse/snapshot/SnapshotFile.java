package io.gatehouse.snapshot;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.LogName;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A {@link SnapshotImage} in a file of this machine, to start from instead of reading the facts
 * topics from their beginning (DESIGN 2, "Facts").
 *
 * <p>Guarantees: a file is whole or not there, whenever the writer dies (written aside, forced to
 * disk, renamed); what is damaged, was not made with one of our keys, was made by another version
 * of the program or is older than seven days is refused. Whether topics and epochs are still the
 * same is for who reads on. Not for several writers of one path at a time.
 */
public final class SnapshotFile {

    /** Counted up with each change of what {@link ImageWriter} writes. */
    static final int FORMAT = 2;

    /** Tombstones follow 30 days after a deletion; a file must be far younger. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private static final String MAGIC = "gatehouse-snapshot";
    private static final String SIGNED_AS = "snapshot-file";

    /** It holds names and tags. */
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final FactMac mac;
    private final InstantSource clock;

    /** What a path held. */
    public sealed interface Stored {

        /** Something to go on from. */
        record Found(SnapshotImage image, ReadingPlace place) implements Stored {}

        /** Nothing. */
        record Absent() implements Stored {}

        /** Something of which nothing is believed. */
        record Refused(String reason) implements Stored {}
    }

    public SnapshotFile(Path path, FactMac mac, InstantSource clock) {
        this.path = path;
        this.mac = mac;
        this.clock = clock;
    }

    /**
     * Replaces the file.
     *
     * @throws IOException if that is not possible; a former file stays
     */
    public void write(SnapshotImage image, ReadingPlace place) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("`%s` is no place for a file".formatted(path));
        }
        Files.createDirectories(directory);
        Path aside = directory.resolve(path.getFileName() + ".new");
        MessageDigest digest = sha256();
        Files.deleteIfExists(aside);
        Files.createFile(aside, OWNER_ONLY);
        try (OutputStream file = Files.newOutputStream(aside)) {
            ImageOutput out =
                    new ImageOutput(
                            new DigestOutputStream(new BufferedOutputStream(file, BUFFER), digest));
            out.text(MAGIC);
            out.writeInt(FORMAT);
            out.text(language());
            out.writeLong(clock.millis());
            place(out, place);
            new ImageWriter(out).write(image);
            out.flush();
            byte[] seal = digest.digest();
            out.text(mac.sign(SIGNED_AS, MAGIC, ByteString.copyFrom(seal)));
            out.flush();
        }
        force(aside);
        Files.move(
                aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(directory);
    }

    private static void place(ImageOutput out, ReadingPlace place) throws IOException {
        out.text(place.topics());
        for (LogName log : LogName.values()) {
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                out.writeLong(place.offset(log, partition));
            }
        }
    }

    /** Removes the file, so that it is not met again. */
    public void discard() throws IOException {
        Files.deleteIfExists(path);
    }

    /**
     * What is there; whatever is wrong with a file refuses it. It is read twice at a time: once for
     * its seal, and once for what it holds, of which nothing is believed until the seal is found
     * good.
     */
    public Stored read() {
        if (!Files.exists(path)) {
            return new Stored.Absent();
        }
        CompletableFuture<Optional<String>> damage = CompletableFuture.supplyAsync(this::damage);
        Stored contents = contents();
        return damage.join().<Stored>map(Stored.Refused::new).orElse(contents);
    }

    private Optional<String> damage() {
        try {
            return Optional.ofNullable(brokenSeal());
        } catch (IOException | RuntimeException e) {
            return Optional.of("it cannot be read: " + e);
        }
    }

    private Stored contents() {
        try (ImageInput in = new ImageInput(Files.newInputStream(path))) {
            return contents(in);
        } catch (IOException | RuntimeException e) {
            return new Stored.Refused("it cannot be read: " + e);
        }
    }

    /** The seal is the last text of the file: its length, then itself. */
    private @Nullable String brokenSeal() throws IOException {
        MessageDigest digest = sha256();
        int sealed = mac.sign(SIGNED_AS, MAGIC, ByteString.copyFrom(digest.digest())).length();
        long size = Files.size(path);
        long content = size - sealed - Integer.BYTES;
        if (content < 0) {
            return "it is too short";
        }
        try (InputStream file = Files.newInputStream(path);
                DigestInputStream in = new DigestInputStream(file, digest)) {
            byte[] buffer = new byte[BUFFER];
            long left = content;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return "it ends early";
                }
                left -= read;
            }
            in.on(false);
            String seal = new ImageInput(in).text();
            return mac.verifies(seal, SIGNED_AS, MAGIC, ByteString.copyFrom(digest.digest()))
                    ? null
                    : "it is damaged or was made with another key";
        }
    }

    private Stored contents(ImageInput in) throws IOException {
        if (!in.text().equals(MAGIC) || in.readInt() != FORMAT || !in.text().equals(language())) {
            return new Stored.Refused("it was made by another version");
        }
        Instant written = Instant.ofEpochMilli(in.readLong());
        Instant now = clock.instant();
        if (written.plus(OLDEST).isBefore(now) || written.isAfter(now.plus(OLDEST))) {
            return new Stored.Refused("it is of %s, too long ago".formatted(written));
        }
        ReadingPlace place = new ReadingPlace(in.text(), offsets(in), offsets(in));
        return new Stored.Found(new ImageReader(in).read(), place);
    }

    private static long[] offsets(ImageInput in) throws IOException {
        long[] offsets = new long[Topics.PARTITIONS];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = in.readLong();
        }
        return offsets;
    }

    /** Names the facts that this program understands: another has perhaps passed over some. */
    private static String language() {
        byte[] descriptor = Fact.getDescriptor().getFile().toProto().toByteArray();
        return Integer.toHexString(Arrays.hashCode(sha256().digest(descriptor)));
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
