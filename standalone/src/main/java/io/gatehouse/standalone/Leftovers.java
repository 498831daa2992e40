package io.gatehouse.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends what a launcher left behind that was itself killed: its children, which normally have seen
 * the end of their standard input already.
 */
final class Leftovers {

    private static final Duration POLITE = Duration.ofSeconds(5);

    private Leftovers() {}

    /** Returns when none of the state's processes but the launcher runs any more. */
    static void end(RunningState state) {
        List<ProcessHandle> children =
                state.processes().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(RunningState.LAUNCHER))
                        .map(Map.Entry::getValue)
                        .map(RunningState.KnownProcess::alive)
                        .flatMap(Optional::stream)
                        .toList();
        children.forEach(ProcessHandle::destroy);
        children.forEach(child -> awaitOrForce(child, POLITE));
    }

    /**
     * Waits for a process that was asked to end, and ends it by force when it takes longer than
     * that.
     */
    static void awaitOrForce(ProcessHandle process, Duration patience) {
        CompletableFuture<ProcessHandle> end = process.onExit();
        if (end.copy()
                        .completeOnTimeout(process, patience.toMillis(), TimeUnit.MILLISECONDS)
                        .join()
                        .isAlive()
                && process.isAlive()) {
            process.destroyForcibly();
            end.join();
        }
    }
}
