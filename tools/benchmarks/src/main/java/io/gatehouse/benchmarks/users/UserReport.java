package io.gatehouse.benchmarks.users;

import io.gatehouse.benchmarks.Goal;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.ReadingPlace;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotFile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** G6, and of G8 what concerns the snapshot file, in this process. */
public final class UserReport {

    private static final int REPLAYED = 100_000;

    private final List<Goal> goals = new ArrayList<>();
    private final PrintStream out;

    private UserReport(PrintStream out) {
        this.out = out;
    }

    /** Measures, prints what is not a goal; every answer is checked. */
    public static List<Goal> run(boolean quick, PrintStream out) throws IOException {
        UserReport report = new UserReport(out);
        report.population(quick ? 100_000 : 1_000_000);
        report.replay();
        return report.goals;
    }

    private void population(int users) throws IOException {
        Population population = new Population(users);
        Snapshot snapshot = live();
        population.publishPolicies(snapshot::apply);
        long before = usedHeap();
        population.publishUsers(snapshot::apply);
        double each = (usedHeap() - before) / (double) users;
        goals.add(new Goal("G6", "bytes a user, %,d users".formatted(users), each, 64, false));
        Questions questions = new Questions(population, snapshot.view());
        questions.verify();
        double hot = questions.nanosOfHot();
        double uniform = questions.nanosOfUniform();
        out.printf(
                "users: %,d in %,d accounts; resolve and decide: hot set %.0f ns, drawn uniformly"
                        + " %.0f ns%n",
                users, population.accounts().size(), hot, uniform);
        goals.add(new Goal("G6", "drawn uniformly / hot set", uniform / hot, 3, false));
        Path path = Files.createTempDirectory("gatehouse-bench").resolve("snapshot");
        SnapshotFile file = file(path);
        long start = System.nanoTime();
        file.write(snapshot.image().orElseThrow(), place());
        long written = System.nanoTime();
        long size = Files.size(path);
        live(restored(file));
        double seconds = (System.nanoTime() - written) / 1e9;
        out.printf(
                "snapshot file: %,d bytes, written in %.2f s, read in %.2f s%n",
                size, (written - start) / 1e9, seconds);
        goals.add(
                new Goal("G8", "seconds to start, %,d users".formatted(users), seconds, 5, false));
        file.discard();
        Files.delete(path.getParent());
    }

    private void replay() throws IOException {
        Population population = new Population(REPLAYED);
        List<WireRecord> records = new ArrayList<>();
        population.publishPolicies(records::add);
        population.publishUsers(records::add);
        double replay = Double.MAX_VALUE;
        Snapshot replayed = live();
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            replayed =
                    new Snapshot(
                            new FactReader(Population.MAC),
                            new NoTrouble(),
                            InstantSource.system());
            records.forEach(replayed::apply);
            live(replayed);
            replay = Math.min(replay, (System.nanoTime() - start) / 1e9);
        }
        Path path = Files.createTempDirectory("gatehouse-bench").resolve("snapshot");
        SnapshotFile file = file(path);
        file.write(replayed.image().orElseThrow(), place());
        double read = Double.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            live(restored(file));
            read = Math.min(read, (System.nanoTime() - start) / 1e9);
        }
        goals.add(
                new Goal(
                        "G8",
                        "replay (facts in memory) / snapshot file, %,d users".formatted(REPLAYED),
                        replay / read,
                        5,
                        true));
        file.discard();
        Files.delete(path.getParent());
    }

    private static SnapshotFile file(Path path) {
        return new SnapshotFile(path, Population.MAC, InstantSource.system());
    }

    private static ReadingPlace place() {
        return new ReadingPlace("bench", new long[Topics.PARTITIONS], new long[Topics.PARTITIONS]);
    }

    private Snapshot restored(SnapshotFile file) {
        return switch (file.read()) {
            case SnapshotFile.Stored.Found found ->
                    Snapshot.restored(
                            found.image(),
                            new FactReader(Population.MAC),
                            new NoTrouble(),
                            InstantSource.system());
            case SnapshotFile.Stored.Absent _ -> throw new IllegalStateException("no file");
            case SnapshotFile.Stored.Refused(String reason) ->
                    throw new IllegalStateException(reason);
        };
    }

    private Snapshot live() {
        Snapshot snapshot =
                new Snapshot(
                        new FactReader(Population.MAC), new NoTrouble(), InstantSource.system());
        live(snapshot);
        return snapshot;
    }

    private static void live(Snapshot snapshot) {
        for (LogName log : LogName.values()) {
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                snapshot.caughtUp(log, partition);
            }
        }
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
