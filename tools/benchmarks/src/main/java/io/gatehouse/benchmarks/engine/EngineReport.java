package io.gatehouse.benchmarks.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.benchmarks.Provenance;
import io.gatehouse.policy.decision.Decision;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Verifies, measures, prints. */
public final class EngineReport {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Which contestant runs at which N. */
    private static final Map<String, int[]> RUNS =
            new TreeMap<>(
                    Map.of(
                            "engine", new int[] {10, 100, 1000, 10000},
                            "enginePrepared", new int[] {10, 100, 1000, 10000},
                            "hashMap", new int[] {10, 100, 1000, 10000},
                            "naive", new int[] {10, 100, 1000},
                            "precompiled", new int[] {10, 15},
                            "jcasbin", new int[] {10, 100, 1000},
                            "cedar", new int[] {10, 1000}));

    private final Map<String, Double> nanos = new TreeMap<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    private EngineReport() {}

    /** Runs the whole; true if every goal is met. The table goes to {@code out}. */
    public static boolean run(boolean quick, Path home, PrintStream out)
            throws IOException, RunnerException {
        for (int n : new int[] {10, 15, 100, 1000, 10000}) {
            Map<Decision, Integer> counts = Verification.verify(n);
            out.println("N=" + n + ": every answer as the reference says, " + counts);
        }
        EngineReport report = new EngineReport();
        for (Map.Entry<String, int[]> entry : RUNS.entrySet()) {
            for (int n : entry.getValue()) {
                report.measure(entry.getKey(), n, quick);
            }
        }
        report.measure("engine", 15, quick);
        Optional<RealPolicies> real =
                RealPolicies.measure(
                        Path.of(
                                System.getProperty(
                                        "gatehouse.shared.data",
                                        home.resolve("../shared/data").toString()),
                                "aws-managed-policies.jsonl"));
        List<Goal> goals = report.goals();
        report.print(out, goals, real);
        Path file = report.write(home, quick, goals, real);
        out.println("written to " + file);
        return goals.stream().allMatch(Goal::isMet);
    }

    private void measure(String method, int n, boolean quick) throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("\\.Decisions\\." + method + "$")
                        .param("n", String.valueOf(n))
                        .forks(1)
                        .jvmArgsAppend("-Xmx700m", "--enable-native-access=ALL-UNNAMED")
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .warmupIterations(quick ? 3 : 5)
                        .warmupTime(TimeValue.milliseconds(quick ? 400 : 1000))
                        .measurementIterations(quick ? 3 : 5)
                        .measurementTime(TimeValue.milliseconds(quick ? 200 : 1000));
        for (RunResult result : new Runner(options.build()).run()) {
            nanos.put(key(method, n), result.getPrimaryResult().getScore());
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            if (allocated != null) {
                bytes.put(key(method, n), allocated.getScore());
            }
        }
    }

    private static String key(String method, int n) {
        return "%s@%05d".formatted(method, n);
    }

    private double time(String method, int n) {
        return nanos.getOrDefault(key(method, n), Double.NaN);
    }

    private double ratio(String of, String to, int n) {
        return time(of, n) / time(to, n);
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
            double allocated = bytes.getOrDefault(key("enginePrepared", n), Double.NaN);
            // JMH's own loop shows as some hundredths of a byte.
            goals.add(new Goal("G1", "bytes per decision, N=" + n, allocated, 0.5, false));
        }
        for (int n : new int[] {10, 15}) {
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
        out.printf("%-24s %14s %14s%n", "what@N", "ns/decision", "B/decision");
        nanos.forEach((key, value) ->
                out.printf(
                        "%-24s %,14.1f %,14.1f%n",
                        key, value, bytes.getOrDefault(key, Double.NaN)));
        real.ifPresentOrElse(
                r ->
                        out.printf(
                                "%n%,d policies of AWS: parsed in %,d ms, compiled in %,d ms, %,d bytes each%n",
                                r.count(),
                                r.parseMillis(),
                                r.compileMillis(),
                                r.bytes() / r.count()),
                () -> out.printf("%nAWS's managed policies are not here: not measured%n"));
        out.println();
        goals.forEach(g -> out.println(g.line()));
        out.println("G6  memory of users: not part of the engine, see the snapshot");
    }

    private Path write(Path home, boolean quick, List<Goal> goals, Optional<RealPolicies> real)
            throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("benchmark", "engine").put("quick", quick);
        Provenance.describe(home, root);
        ObjectNode times = root.putObject("nanosPerDecision");
        nanos.forEach(times::put);
        ObjectNode allocated = root.putObject("bytesPerDecision");
        bytes.forEach(allocated::put);
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
