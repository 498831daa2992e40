package io.gatehouse.standalone;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One service as a child process that is started again whenever it ends by itself.
 *
 * <p>The child's standard input is a pipe that this process holds open; its end tells the child
 * that the launcher is gone, however it went. Between restarts it waits 200 ms, then twice as long
 * each time up to 10 s; a child that ran for 30 s starts over at 200 ms. Thread-safe.
 */
final class ChildService {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofSeconds(30);
    private static final long LOG_LIMIT_BYTES = 20L << 20;

    private final ServicePlan plan;
    private final Path log;
    private final Consumer<ChildService> changed;
    private final Object lock = new Object();
    private @Nullable Process process;
    private boolean stopping;

    ChildService(ServicePlan plan, Path logs, Consumer<ChildService> changed) {
        this.plan = plan;
        this.log = logs.resolve(plan.name() + ".log");
        this.changed = changed;
    }

    ServicePlan plan() {
        return plan;
    }

    Path log() {
        return log;
    }

    /** The running process; empty between a death and the restart. */
    Optional<ProcessHandle> handle() {
        synchronized (lock) {
            return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
        }
    }

    /** Starts the child and the thread that watches it. */
    void start() {
        Process first = launch();
        Thread watcher = new Thread(() -> watch(first), "watch-" + plan.name());
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Asks the child to end; it is not started again. */
    void stop() {
        synchronized (lock) {
            stopping = true;
            if (process != null) {
                process.destroy();
            }
            lock.notifyAll();
        }
    }

    /**
     * Waits for the end that {@link #stop} asked for, and ends the child by force when it takes
     * longer.
     */
    void awaitEnd(Duration patience) throws InterruptedException {
        Process last;
        synchronized (lock) {
            last = process;
        }
        if (last != null && !last.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            last.destroyForcibly().waitFor();
        }
    }

    private void watch(Process first) {
        Process running = first;
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                long begun = System.nanoTime();
                int status = running.waitFor();
                Duration ran = Duration.ofNanos(System.nanoTime() - begun);
                pause = ran.compareTo(STEADY) > 0 ? FIRST_PAUSE : pause;
                if (!pauseUnlessStopping(pause)) {
                    return;
                }
                System.out.printf(
                        "  %-18s ended with status %d, started again (log: %s)%n",
                        plan.name(), status, log);
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
                running = launch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean pauseUnlessStopping(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        synchronized (lock) {
            while (!stopping) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return false;
        }
    }

    private Process launch() {
        synchronized (lock) {
            try {
                keepLogShort();
                List<String> command = plan.command();
                Process started =
                        new ProcessBuilder(command)
                                .directory(plan.directory().toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                                .start();
                process = started;
                if (stopping) {
                    started.destroy();
                }
                changed.accept(this);
                return started;
            } catch (IOException e) {
                throw new LaunchFailure("cannot start %s".formatted(plan.name()), e);
            }
        }
    }

    private void keepLogShort() throws IOException {
        File file = log.toFile();
        if (file.length() > LOG_LIMIT_BYTES) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
