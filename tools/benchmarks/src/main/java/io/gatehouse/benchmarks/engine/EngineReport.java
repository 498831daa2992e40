package io.gatehouse.benchmarks.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.benchmarks.Goal;
import io.gatehouse.benchmarks.Provenance;
import io.gatehouse.benchmarks.users.UserReport;
import io.gatehouse.policy.decision.Decision;

import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Verifies, measures, prints. */
public final class EngineReport {

    private static final int[] SIZES = {4, 8, 10, 15, 100, 1000, 10000};

    /** Which contestant runs at which N. */
    private static final Map<String, int[]> RUNS =
            new TreeMap<>(
                    Map.of(
                            "engine", new int[] {4, 8, 10, 15, 100, 1000, 10000},
                            "enginePrepared", new int[] {10, 100, 1000, 10000},
                            "hashMap", new int[] {10, 100, 1000, 10000},
                            "naive", new int[] {1000},
                            "precompiled", new int[] {4, 8, 10, 15},
                            "jcasbin", new int[] {10, 100, 1000},
                            "cedar", new int[] {10, 1000}));

    private final Measurements measured;

    private EngineReport(Measurements measured) {
        this.measured = measured;
    }

    /** Runs the whole; true if every goal is met. The table goes to {@code out}. */
    public static boolean run(boolean quick, Path home, PrintStream out)
            throws IOException, RunnerException {
        for (int n : SIZES) {
            Map<Decision, Integer> counts = Verification.verify(n);
            out.println("N=" + n + ": every answer as the reference says, " + counts);
        }
        Measurements.Effort effort = quick ? Measurements.Effort.QUICK : Measurements.Effort.FULL;
        Measurements measured = new Measurements(effort);
        for (int round = 0; round < effort.rounds(); round++) {
            out.println("round " + (round + 1) + " of " + effort.rounds());
            for (int n : SIZES) {
                for (Map.Entry<String, int[]> entry : RUNS.entrySet()) {
                    if (Arrays.stream(entry.getValue()).anyMatch(size -> size == n)) {
                        measured.run(entry.getKey(), n);
                    }
                }
            }
        }
        EngineReport report = new EngineReport(measured);
        Optional<RealPolicies> real =
                RealPolicies.measure(
                        Path.of(
                                System.getProperty(
                                        "gatehouse.shared.data",
                                        home.resolve("../shared/data").toString()),
                                "aws-managed-policies.jsonl"));
        List<Goal> goals = report.goals();
        goals.addAll(UserReport.run(quick, out));
        report.print(out, goals, real);
        Path file = report.write(home, quick, goals, real);
        out.println("written to " + file);
        return goals.stream().allMatch(Goal::isMet);
    }

    private double time(String method, int n) {
        return measured.time(method, n);
    }

    private double ratio(String of, String to, int n) {
        return measured.ratio(of, to, n);
    }

    private List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        goals.add(
                new Goal(
                        "G1",
                        "naive scan / engine, N=1000",
                        ratio("naive", "engine", 1000),
                        100,
                        true));
        goals.add(
                new Goal(
                        "G1",
                        "engine N=10,000 / N=10",
                        time("engine", 10000) / time("engine", 10),
                        2,
                        false));
        for (int n : new int[] {10, 100, 1000, 10000}) {
            double allocated = measured.bytes("enginePrepared", n);
            // JMH's own loop shows as some hundredths of a byte.
            goals.add(new Goal("G1", "bytes per decision, N=" + n, allocated, 0.5, false));
        }
        for (int n : new int[] {4, 8, 10, 15}) {
            goals.add(
                    new Goal(
                            "G1",
                            "engine / precompiled scan, N=" + n,
                            ratio("engine", "precompiled", n),
                            1.2,
                            false));
        }
        goals.add(
                new Goal("G2", "jCasbin / engine, N=10", ratio("jcasbin", "engine", 10), 50, true));
        goals.add(
                new Goal(
                        "G2",
                        "jCasbin / engine, N=100",
                        ratio("jcasbin", "engine", 100),
                        150,
                        true));
        goals.add(
                new Goal(
                        "G2",
                        "jCasbin / engine, N=1000",
                        ratio("jcasbin", "engine", 1000),
                        1500,
                        true));
        goals.add(new Goal("G2", "cedar / engine, N=10", ratio("cedar", "engine", 10), 200, true));
        goals.add(
                new Goal(
                        "G2",
                        "cedar / engine, N=1000",
                        ratio("cedar", "engine", 1000),
                        20000,
                        true));
        for (int n : new int[] {10, 100, 1000, 10000}) {
            goals.add(
                    new Goal(
                            "G3",
                            "engine / HashMap look-up, N=" + n,
                            ratio("engine", "hashMap", n),
                            5,
                            false));
        }
        return goals;
    }

    private void print(PrintStream out, List<Goal> goals, Optional<RealPolicies> real) {
        out.println();
        out.printf("%-24s %14s %14s %14s%n", "what@N", "ns/decision", "median ns", "B/decision");
        for (String key : measured.keys()) {
            out.printf(
                    "%-24s %,14.1f %,14.1f %,14.1f%n",
                    key, measured.least(key), measured.median(key), measured.bytes(key));
        }
        real.ifPresentOrElse(
                r ->
                        out.printf(
                                "%n%,d policies of AWS: parsed in %,d ms, compiled in %,d ms, %,d"
                                        + " bytes each%n",
                                r.count(),
                                r.parseMillis(),
                                r.compileMillis(),
                                r.bytes() / r.count()),
                () -> out.printf("%nAWS's managed policies are not here: not measured%n"));
        out.println();
        goals.forEach(g -> out.println(g.line()));
    }

    private Path write(Path home, boolean quick, List<Goal> goals, Optional<RealPolicies> real)
            throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("benchmark", "engine").put("quick", quick);
        Provenance.describe(home, root);
        ObjectNode times = root.putObject("nanosPerDecision");
        ObjectNode medians = root.putObject("medianNanosPerDecision");
        ObjectNode allocated = root.putObject("bytesPerDecision");
        for (String key : measured.keys()) {
            times.put(key, measured.least(key));
            medians.put(key, measured.median(key));
            allocated.put(key, measured.bytes(key));
        }
        real.ifPresent(r ->
                root.putObject("awsManagedPolicies")
                        .put("count", r.count())
                        .put("parseMillis", r.parseMillis())
                        .put("compileMillis", r.compileMillis())
                        .put("bytes", r.bytes()));
        var list = root.putArray("goals");
        for (Goal goal : goals) {
            list.addObject()
                    .put("goal", goal.name())
                    .put("what", goal.what())
                    .put("measured", goal.measured())
                    .put(goal.atLeast() ? "atLeast" : "atMost", goal.wanted())
                    .put("met", goal.isMet());
        }
        Path directory = Files.createDirectories(home.resolve("target/bench"));
        Path file = directory.resolve(quick ? "engine-quick.json" : "engine.json");
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), root);
        return file;
    }
}
