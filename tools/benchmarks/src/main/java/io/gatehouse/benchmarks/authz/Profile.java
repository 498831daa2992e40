package io.gatehouse.benchmarks.authz;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Load;
import io.gatehouse.benchmarks.profile.Recording;
import io.gatehouse.benchmarks.stack.AuthzProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where the server's time goes under load, from its own flight recorder: a table and a picture. */
final class Profile {

    private final Effort effort;
    private final Results results;
    private final Path directory;

    Profile(Effort effort, Results results, Path home) throws IOException {
        this.effort = effort;
        this.results = results;
        this.directory = Files.createDirectories(home.resolve("target/bench"));
    }

    void of(AuthzProcess server, String name, Call call) throws IOException {
        Path file = directory.resolve("authz-" + name + ".jfr");
        String said =
                server.tell(
                        "JFR.start",
                        "name=bench",
                        "settings=profile",
                        "jdk.CPUTimeSample#enabled=true",
                        "jdk.CPUTimeSample#throttle=5ms");
        Duration time = effort.isQuick() ? Duration.ofSeconds(1) : Duration.ofSeconds(10);
        Figures figures = Load.closed(call, Beside.CLIENTS, Duration.ZERO, time);
        said += server.tell("JFR.stop", "name=bench", "filename=" + file);
        if (!Files.exists(file)) {
            throw new IOException("no recording: " + said);
        }
        Recording recording = Recording.read(file);
        results.remark(
                "%s, %,d answers%n%s"
                        .formatted(
                                name,
                                figures.nanos().getTotalCount(),
                                recording.table(figures.nanos().getTotalCount())));
        Path picture = directory.resolve("authz-" + name + ".svg");
        Files.writeString(
                picture,
                recording.flames().svg("authz-service under %s: processor time".formatted(name)));
        results.out().println("drawn in " + picture);
    }
}
