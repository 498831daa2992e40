package io.gatehouse.replica.feed;

import io.gatehouse.snapshot.ReadingPlace;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotFile;
import io.gatehouse.snapshot.SnapshotImage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps what the facts say in a file, from time to time, and starts from it. What is wrong with the
 * file is logged, and the facts are then read from their beginning. Called by the one thread that
 * reads facts; writes on a thread of its own.
 */
public final class SavedFacts implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SavedFacts.class.getName());

    private final SnapshotFile file;
    private final long interval;
    private final Function<SnapshotImage, Snapshot> restored;
    private final LongSupplier nanoTime;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("facts-snapshot").daemon().factory());

    private @Nullable Future<?> writing;
    private long writtenAt;
    private long writtenView = -1;

    /** A snapshot, and where to read on. */
    record Start(Snapshot snapshot, ReadingPlace place) {}

    /**
     * @param every how often it is written, while there is something new
     * @param restored goes on from an image
     * @param nanoTime a clock that only goes on, as {@link System#nanoTime}
     */
    public SavedFacts(
            SnapshotFile file,
            Duration every,
            Function<SnapshotImage, Snapshot> restored,
            LongSupplier nanoTime) {
        this.file = file;
        this.interval = every.toNanos();
        this.restored = restored;
        this.nanoTime = nanoTime;
        this.writtenAt = nanoTime.getAsLong() - interval;
    }

    /**
     * What the file holds, if it is good for these topics.
     *
     * @param isReadable whether everything from a place on is still there to be read
     */
    Optional<Start> start(String topics, Predicate<ReadingPlace> isReadable) {
        return switch (file.read()) {
            case SnapshotFile.Stored.Absent _ -> Optional.empty();
            case SnapshotFile.Stored.Refused(String reason) -> {
                refuse(reason);
                yield Optional.empty();
            }
            case SnapshotFile.Stored.Found(SnapshotImage image, ReadingPlace place) -> {
                if (!place.topics().equals(topics)) {
                    refuse("it belongs to other topics");
                    yield Optional.empty();
                }
                if (!isReadable.test(place)) {
                    refuse("the topics do not hold all that came after it");
                    yield Optional.empty();
                }
                LOG.log(Level.INFO, "facts are read on from the snapshot file");
                yield Optional.of(new Start(restored.apply(image), place));
            }
        };
    }

    /** Removes a file that cannot be gone on from. */
    void refuse(@Nullable String reason) {
        LOG.log(
                Level.WARNING,
                "the snapshot file is refused, facts are read from the beginning: " + reason);
        try {
            file.discard();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the snapshot file cannot be removed", e);
        }
    }

    /** Writes if it is time to, nothing is being written, and all is at rest. */
    void offer(Snapshot snapshot, Supplier<ReadingPlace> place) {
        long now = nanoTime.getAsLong();
        boolean isDue = now - writtenAt >= interval && (writing == null || writing.isDone());
        long view = snapshot.view().sequence();
        if (!isDue || !snapshot.isCaughtUp() || view == writtenView) {
            return;
        }
        Optional<SnapshotImage> image = snapshot.image();
        if (image.isEmpty()) {
            return;
        }
        ReadingPlace reached = place.get();
        writtenAt = now;
        writtenView = view;
        writing = writer.submit(() -> write(image.get(), reached));
    }

    private void write(SnapshotImage image, ReadingPlace place) {
        try {
            file.write(image, place);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "the snapshot file cannot be written", e);
        }
    }

    /** Ends the writer, after what it is writing. */
    @Override
    public void close() {
        writer.close();
    }
}
