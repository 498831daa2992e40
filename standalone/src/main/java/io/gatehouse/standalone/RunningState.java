package io.gatehouse.standalone;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the launcher last wrote down of itself and its children, for {@code status}, {@code down}
 * and the next start.
 *
 * <p>A process is known by its pid and its start time, so that a pid that the system gave to
 * somebody else meanwhile is never taken for ours.
 *
 * @param portOffset of this run, so that the other commands need not be told
 * @param processes by name; {@code launcher} is the launcher itself
 */
record RunningState(int portOffset, Map<String, KnownProcess> processes) {

    static final String LAUNCHER = "launcher";

    RunningState {
        processes = Map.copyOf(processes);
    }

    /**
     * A process as it was seen; {@code startedMillis} is its start time since the epoch, or 0 where
     * the system does not tell.
     */
    record KnownProcess(long pid, long startedMillis) {

        static KnownProcess of(ProcessHandle handle) {
            return new KnownProcess(
                    handle.pid(),
                    handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
        }

        /** The process, if it still runs. */
        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> of(handle).startedMillis == startedMillis);
        }
    }

    Optional<ProcessHandle> alive(String name) {
        return Optional.ofNullable(processes.get(name)).flatMap(KnownProcess::alive);
    }

    void writeTo(DataDirectory data) {
        StringBuilder text = new StringBuilder();
        text.append("port-offset=").append(portOffset).append('\n');
        processes.forEach((name, process) ->
                text.append(name)
                        .append('=')
                        .append(process.pid)
                        .append(' ')
                        .append(process.startedMillis)
                        .append('\n'));
        PrivateFiles.write(data.state(), text.toString());
    }

    /** What the data directory's last launcher wrote; empty when none ever ran there. */
    static Optional<RunningState> of(DataDirectory data) {
        if (!Files.exists(data.state())) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(PrivateFiles.read(data.state())));
        } catch (IOException e) {
            throw new LaunchFailure("cannot read %s".formatted(data.state()), e);
        }
        int offset = Integer.parseInt(lines.getProperty("port-offset", "0"));
        lines.remove("port-offset");
        Map<String, KnownProcess> processes = new LinkedHashMap<>();
        for (String name : lines.stringPropertyNames()) {
            String[] words = lines.getProperty(name).split(" ");
            processes.put(
                    name, new KnownProcess(Long.parseLong(words[0]), Long.parseLong(words[1])));
        }
        return Optional.of(new RunningState(offset, processes));
    }
}
