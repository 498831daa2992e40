package io.gatehouse.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Held by the one launcher of a data directory while it lives. The kernel takes it back when the
 * process is gone, however it ended; a process id in a file cannot say that, for a killed process
 * stays listed until its parent has asked for its exit status.
 */
final class LauncherLock implements AutoCloseable {

    /** A process that was killed this instant has given its files back by then. */
    static final Duration FOR_A_DYING_ONE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final FileChannel channel;

    private LauncherLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or answers empty when another launcher still holds it after that long. */
    static Optional<LauncherLock> take(DataDirectory data, Duration patience) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            long end = System.nanoTime() + patience.toNanos();
            FileLock held = channel.tryLock();
            while (held == null && System.nanoTime() < end) {
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
                held = channel.tryLock();
            }
            if (held == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new LauncherLock(channel));
        } catch (IOException e) {
            throw new LaunchFailure("cannot lock %s".formatted(data.lock()), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LaunchFailure("cannot give back the lock of the data directory", e);
        }
    }
}
