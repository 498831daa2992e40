package io.gatehouse.standalone;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** Which Gatehouse of this machine is meant. */
final class PlaceOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where it keeps what it knows (default: .gatehouse beside the script).")
    private @Nullable Path directory;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description =
                    "Added to each port (default: what the data directory was last used with, else 0).")
    private @Nullable Integer offset;

    DataDirectory data() {
        Path chosen =
                directory != null ? directory : Installation.named().home().resolve(".gatehouse");
        return new DataDirectory(chosen.toAbsolutePath().normalize());
    }

    Ports ports() {
        Optional<Integer> wished = Optional.ofNullable(offset);
        return new Ports(
                wished.or(() -> RunningState.of(data()).map(RunningState::portOffset)).orElse(0));
    }
}
