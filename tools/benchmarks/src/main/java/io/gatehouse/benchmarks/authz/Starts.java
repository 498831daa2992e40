package io.gatehouse.benchmarks.authz;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Rounds;
import io.gatehouse.benchmarks.stack.AuthzProcess;
import io.gatehouse.benchmarks.stack.Stack;
import io.gatehouse.benchmarks.users.NoTrouble;
import io.gatehouse.benchmarks.users.Population;
import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.snapshot.Snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * G8: authz-service is started with nothing to read, with all facts in Kafka, and with a snapshot
 * file; what the first takes is taken off the others.
 */
final class Starts {

    /** Has the snapshot file afterwards. */
    static final String DIRECTORY = "population";

    private static final int CHUNK = 50_000;
    private static final long LONGEST_WRITE = TimeUnit.MINUTES.toNanos(2);

    private final Effort effort;
    private final Results results;
    private final Stack stack;
    private final FactMac mac;

    Starts(Effort effort, Results results, Stack stack, FactMac mac) {
        this.effort = effort;
        this.results = results;
        this.stack = stack;
        this.mac = mac;
    }

    /** Publishes the population. */
    void measure(Population population) throws IOException {
        double empty = median("empty", true);
        long facts = publish(population);
        stack.awaitCaughtUp();
        Path directory = stack.directory(DIRECTORY);
        double replay;
        try (AuthzProcess first = start(directory)) {
            replay = seconds(first) - empty;
            awaitFile(first.snapshotFile());
        }
        double file = median(DIRECTORY, false) - empty;
        double raw = raw(population);
        results.remark(
                "start with nothing %.2f s; %,d facts of %,d users add %.2f s from Kafka and %.2f s from the snapshot file (%,d MB); parsed and applied in memory in %.2f s"
                        .formatted(
                                empty,
                                facts,
                                effort.users(),
                                replay,
                                file,
                                Files.size(directory.resolve("facts.snapshot")) >> 20,
                                raw));
        results.goal("G8", "catch-up over Kafka / parse and apply, rate", raw / replay, 0.5, true);
        results.goal("G8", "replay over Kafka / snapshot file, time", replay / file, 5, true);
        results.goal(
                "G8",
                "seconds that %,d users in a snapshot file add".formatted(effort.users()),
                file,
                5,
                false);
    }

    private AuthzProcess start(Path directory) throws IOException {
        return AuthzProcess.start(stack, directory, effort.jvm(), Map.of());
    }

    private static double seconds(AuthzProcess process) {
        return process.startTook().toNanos() / 1e9;
    }

    /**
     * The median of three starts.
     *
     * @param isFresh whether each is in a directory of its own
     */
    private double median(String name, boolean isFresh) throws IOException {
        double[] times = new double[effort.isQuick() ? 1 : 3];
        for (int i = 0; i < times.length; i++) {
            try (AuthzProcess process = start(stack.directory(isFresh ? name + i : name))) {
                times[i] = seconds(process);
            }
        }
        return Rounds.median(times);
    }

    private long publish(Population population) {
        long[] count = {0};
        try (FactsOnKafka facts = FactsOnKafka.bulk(stack.kafka())) {
            population.publish(record -> {
                count[0]++;
                facts.send(record);
            });
            facts.flush();
        }
        return count[0];
    }

    /** In this process and from memory; making the records is not counted. */
    private double raw(Population population) {
        Snapshot snapshot =
                new Snapshot(new FactReader(mac), new NoTrouble(), InstantSource.system());
        List<WireRecord> chunk = new ArrayList<>(CHUNK);
        long[] nanos = {0};
        population.publish(record -> {
            chunk.add(record);
            if (chunk.size() == CHUNK) {
                nanos[0] += apply(chunk, snapshot);
            }
        });
        nanos[0] += apply(chunk, snapshot);
        return nanos[0] / 1e9;
    }

    private static long apply(List<WireRecord> chunk, Snapshot snapshot) {
        long begun = System.nanoTime();
        chunk.forEach(snapshot::apply);
        long took = System.nanoTime() - begun;
        chunk.clear();
        return took;
    }

    private static void awaitFile(Path file) {
        long until = System.nanoTime() + LONGEST_WRITE;
        while (!Files.exists(file)) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("no snapshot file was written");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
