package io.gatehouse.metering;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The bytes of one incarnation. A header, fixed slots of 32 bytes, and an arena of key texts:
 *
 * <pre>
 * header  magic, slots, arena bytes, incarnation (2), hour, arena used, uncounted, process (64 bytes)
 * slot    checksum of its key, total, place of its key (offset and length), second of last use
 * </pre>
 *
 * <p>Mapped shared, so that what is written is the operating system's to keep from the instruction
 * on: the end of the process, however it comes, loses none of it. A slot exists once its checksum
 * is there, which is written last; after the loss of a node a slot whose key does not match its
 * checksum is damaged, and left out. The process holds a lock on the file; without that lock the
 * file is a dead process's.
 *
 * <p>Counting is safe for all threads; a slot is made by one thread at a time.
 */
final class CounterFile implements AutoCloseable {

    static final String SUFFIX = ".usage";

    private static final long MAGIC = 0x4748_5553_4147_4531L;
    private static final int HEADER = 256;
    private static final int SLOT = 32;
    private static final int ARENA_PER_SLOT = 96;
    private static final int LONGEST_PROCESS = 64;

    private static final long AT_SLOTS = 8;
    private static final long AT_ARENA = 16;
    private static final long AT_INCARNATION = 24;
    private static final long AT_HOUR = 40;
    private static final long AT_ARENA_USED = 48;
    private static final long AT_UNCOUNTED = 56;
    private static final long AT_PROCESS = 64;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;
    private final MemorySegment bytes;
    private final int slots;
    private final long arena;

    private CounterFile(Path path, FileChannel channel, FileLock lock, MemorySegment bytes) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.bytes = bytes;
        this.slots = Math.toIntExact(get(AT_SLOTS));
        this.arena = HEADER + (long) slots * SLOT;
    }

    /** Makes a file that counts nothing yet; {@link #begin} says for which hour it will. */
    static CounterFile create(Path directory, String process, int slots) {
        UUID incarnation = UUID.randomUUID();
        Path path = directory.resolve(incarnation + SUFFIX);
        long arenaBytes = (long) slots * ARENA_PER_SLOT;
        try {
            FileChannel channel =
                    FileChannel.open(
                            path,
                            Set.of(
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            FileLock lock = channel.lock();
            MemorySegment bytes = map(channel, HEADER + (long) slots * SLOT + arenaBytes);
            bytes.set(ValueLayout.JAVA_LONG, AT_SLOTS, slots);
            bytes.set(ValueLayout.JAVA_LONG, AT_ARENA, arenaBytes);
            bytes.set(ValueLayout.JAVA_LONG, AT_INCARNATION, incarnation.getMostSignificantBits());
            bytes.set(
                    ValueLayout.JAVA_LONG,
                    AT_INCARNATION + Long.BYTES,
                    incarnation.getLeastSignificantBits());
            byte[] name = process.getBytes(StandardCharsets.US_ASCII);
            MemorySegment.copy(
                    name,
                    0,
                    bytes,
                    ValueLayout.JAVA_BYTE,
                    AT_PROCESS,
                    Math.min(name.length, LONGEST_PROCESS));
            LONG.setRelease(bytes, 0L, MAGIC);
            return new CounterFile(path, channel, lock, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("usage cannot be counted in " + directory, e);
        }
    }

    /** Opens a file that a process left; empty while that process lives. */
    static Optional<CounterFile> adopt(Path path) {
        try {
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            if (isWhole(channel)) {
                return Optional.of(
                        new CounterFile(path, channel, lock, map(channel, channel.size())));
            }
            channel.close();
            throw new IOException("`%s` is no file of counters".formatted(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /** Whether the file has the size that its header says: it was not cut in the making. */
    private static boolean isWhole(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.nativeOrder());
        if (channel.size() < HEADER || channel.read(header, 0) < HEADER) {
            return false;
        }
        long size = HEADER + header.getLong((int) AT_SLOTS) * SLOT + header.getLong((int) AT_ARENA);
        return header.getLong(0) == MAGIC && size == channel.size();
    }

    private static MemorySegment map(FileChannel channel, long size) throws IOException {
        // Released by the collector: a late count must never meet an unmapped page.
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, size, Arena.ofAuto());
    }

    /** Says in which hour (since the epoch) everything that follows happens. Once, before it. */
    void begin(long hour) {
        LONG.setRelease(bytes, AT_HOUR, hour);
    }

    /** Zero for a file that was made ahead and never used. */
    long hour() {
        return get(AT_HOUR);
    }

    int slots() {
        return slots;
    }

    UUID incarnation() {
        return new UUID(get(AT_INCARNATION), get(AT_INCARNATION + Long.BYTES));
    }

    String process() {
        byte[] name = new byte[LONGEST_PROCESS];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, AT_PROCESS, name, 0, LONGEST_PROCESS);
        return new String(name, StandardCharsets.US_ASCII).trim();
    }

    /** One more, in a slot that exists. */
    void add(int slot, long second) {
        long at = HEADER + (long) slot * SLOT;
        long before = (long) LONG.getAndAdd(bytes, at + 8, 1L);
        if (before == 0 || (long) LONG.getOpaque(bytes, at + 24) != second) {
            LONG.setOpaque(bytes, at + 24, second);
        }
    }

    void addUncounted() {
        long _ = (long) LONG.getAndAdd(bytes, AT_UNCOUNTED, 1L);
    }

    long uncounted() {
        return get(AT_UNCOUNTED);
    }

    /**
     * Makes a slot, with nothing counted yet; false when there is no room for its key. One thread
     * at a time.
     */
    boolean make(int slot, UsageKey key) {
        byte[] text = key.text().getBytes(StandardCharsets.US_ASCII);
        long used = get(AT_ARENA_USED);
        if (used + text.length > get(AT_ARENA)) {
            return false;
        }
        MemorySegment.copy(text, 0, bytes, ValueLayout.JAVA_BYTE, arena + used, text.length);
        LONG.setRelease(bytes, AT_ARENA_USED, used + text.length);
        long at = HEADER + (long) slot * SLOT;
        LONG.setRelease(bytes, at + 16, (used << 16) | text.length);
        LONG.setRelease(bytes, at, checksum(text));
        return true;
    }

    boolean exists(int slot) {
        return get(HEADER + (long) slot * SLOT) != 0;
    }

    long total(int slot) {
        return get(HEADER + (long) slot * SLOT + 8);
    }

    long lastSecond(int slot) {
        return get(HEADER + (long) slot * SLOT + 24);
    }

    /** The key of a slot that exists; empty if it is damaged. */
    Optional<UsageKey> key(int slot) {
        long at = HEADER + (long) slot * SLOT;
        long place = get(at + 16);
        long offset = place >>> 16;
        int length = (int) (place & 0xffff);
        if (arena + offset + length > bytes.byteSize()) {
            return Optional.empty();
        }
        byte[] text = new byte[length];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, arena + offset, text, 0, length);
        return checksum(text) == get(at)
                ? Optional.of(UsageKey.parse(new String(text, StandardCharsets.US_ASCII)))
                : Optional.empty();
    }

    /** Asks the operating system to write to the disk what it has; for the loss of a node. */
    void force() {
        bytes.force();
    }

    /** Gives the lock back and forgets the file, which may be another's from now on. */
    @Override
    public void close() {
        try {
            lock.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the file: all that it counted is in safe hands. */
    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    /** FNV-1a of 64 bits, never zero. */
    private static long checksum(byte[] text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }

    private long get(long at) {
        return (long) LONG.getAcquire(bytes, at);
    }
}
