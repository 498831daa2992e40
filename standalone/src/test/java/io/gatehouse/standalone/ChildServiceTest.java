package io.gatehouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class ChildServiceTest {

    @TempDir Path directory;
    private final BlockingQueue<Long> started = new LinkedBlockingQueue<>();

    @Test
    void a_child_that_dies_is_started_again_and_a_stopped_one_is_not() throws Exception {
        ChildService child = child();
        child.start();
        long first = nextPid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        long second = nextPid();
        assertThat(second).isNotEqualTo(first);
        child.stop();
        child.awaitEnd(Duration.ofSeconds(10));
        assertThat(child.handle()).isEmpty();
        assertThat(started.poll(1, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void the_state_file_tells_a_process_from_another_with_its_number() throws Exception {
        ChildService child = child();
        child.start();
        ProcessHandle handle = ProcessHandle.of(nextPid()).orElseThrow();
        DataDirectory data = new DataDirectory(directory.resolve("data"));
        data.prepare();
        RunningState.KnownProcess known = RunningState.KnownProcess.of(handle);
        new RunningState(
                        300,
                        Map.of("one", known, "two", new RunningState.KnownProcess(known.pid(), 1)))
                .writeTo(data);
        RunningState read = RunningState.of(data).orElseThrow();
        assertThat(read.portOffset()).isEqualTo(300);
        assertThat(read.alive("one")).contains(handle);
        assertThat(read.alive("two")).isEmpty();
        assertThat(read.alive("three")).isEmpty();
        child.stop();
        child.awaitEnd(Duration.ofSeconds(10));
        assertThat(read.alive("one")).isEmpty();
    }

    @Test
    void leftovers_are_ended() throws IOException {
        Process orphan = new ProcessBuilder(sleeper()).start();
        RunningState state =
                new RunningState(
                        0, Map.of("service", RunningState.KnownProcess.of(orphan.toHandle())));
        Leftovers.end(state);
        assertThat(orphan.isAlive()).isFalse();
    }

    private ChildService child() {
        ServicePlan plan =
                new ServicePlan(
                        "sleeper",
                        0,
                        directory,
                        sleeper(),
                        Map.of(),
                        directory.resolve("sleeper.properties"));
        return new ChildService(
                plan,
                directory,
                child -> child.handle().ifPresent(handle -> started.add(handle.pid())));
    }

    private static List<String> sleeper() {
        return List.of("sleep", "120");
    }

    private long nextPid() throws InterruptedException {
        Long pid = started.poll(20, TimeUnit.SECONDS);
        assertThat(pid).isNotNull();
        return pid;
    }
}
