package io.gatehouse.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code gatehouse down}: ends launcher and services; what they know stays. Ends also what a killed
 * launcher left behind.
 */
@Command(
        name = "down",
        description = "Stops Gatehouse; what it knows stays in the data directory.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    @Mixin private final PlaceOptions place = new PlaceOptions();

    @Override
    public Integer call() {
        Optional<RunningState> state = RunningState.of(place.data());
        Optional<ProcessHandle> launcher =
                state.flatMap(known -> known.alive(RunningState.LAUNCHER));
        launcher.ifPresent(process -> {
            process.destroy();
            Leftovers.awaitOrForce(process, PATIENCE);
        });
        state.ifPresent(Leftovers::end);
        Infrastructure.endOrphans(place.data());
        System.out.println(launcher.isPresent() ? "stopped" : "nothing was running");
        return 0;
    }
}
