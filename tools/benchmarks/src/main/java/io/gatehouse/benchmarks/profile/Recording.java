package io.gatehouse.benchmarks.profile;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a flight recording says about code that serves requests. */
public final class Recording {

    private final FlameGraph flames = new FlameGraph();
    private final Map<Room, Long> samples = new EnumMap<>(Room.class);
    private final Map<Room, Long> bytes = new EnumMap<>(Room.class);

    private Recording() {}

    public static Recording read(Path file) throws IOException {
        Recording recording = new Recording();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                recording.take(events.readEvent());
            }
        }
        return recording;
    }

    private void take(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null) {
            return;
        }
        List<String> frames = new ArrayList<>();
        for (RecordedFrame frame : trace.getFrames()) {
            if (frame.isJavaFrame()) {
                frames.add(
                        frame.getMethod().getType().getName() + '.' + frame.getMethod().getName());
            }
        }
        switch (event.getEventType().getName()) {
            case "jdk.CPUTimeSample" -> {
                samples.merge(Room.of(frames), 1L, Long::sum);
                flames.add(frames.reversed());
            }
            case "jdk.ObjectAllocationSample" ->
                    bytes.merge(Room.of(frames), event.getLong("weight"), Long::sum);
            default -> {
                // Not asked for.
            }
        }
    }

    public FlameGraph flames() {
        return flames;
    }

    /**
     * A table: for each room its share of processor time, and bytes for each of so many answers.
     */
    public String table(long answers) {
        long allSamples = sum(samples);
        StringBuilder text =
                new StringBuilder("%-52s %8s %12s".formatted("room", "time", "B/answer"));
        List<Room> rooms = new ArrayList<>(List.of(Room.values()));
        rooms.sort(Comparator.comparingLong(room -> -samples.getOrDefault(room, 0L)));
        for (Room room : rooms) {
            text.append(
                    "%n%-52s %7.1f%% %,12.0f"
                            .formatted(
                                    room.text(),
                                    100.0 * samples.getOrDefault(room, 0L) / allSamples,
                                    (double) bytes.getOrDefault(room, 0L) / answers));
        }
        return text.append(
                        "%n%-52s %,8d %,12.0f"
                                .formatted(
                                        "all (samples)", allSamples, (double) sum(bytes) / answers))
                .toString();
    }

    private static long sum(Map<Room, Long> map) {
        return map.values().stream().mapToLong(Long::longValue).sum();
    }
}
