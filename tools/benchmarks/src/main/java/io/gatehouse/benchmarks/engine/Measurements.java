package io.gatehouse.benchmarks.engine;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times of every contestant. Machines are noisy and noise only ever adds, so each contestant runs
 * in several rounds, one process each, by turns with the others; what counts is the least of all
 * iterations. The median is kept to show the noise.
 */
final class Measurements {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /**
     * How long to measure.
     *
     * @param rounds processes for each contestant
     */
    record Effort(int rounds, int warmups, int iterations, int millis) {
        static final Effort FULL = new Effort(3, 4, 6, 250);
        static final Effort QUICK = new Effort(1, 3, 5, 150);
    }

    private final Effort effort;
    private final Map<String, List<Double>> nanos = new TreeMap<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    Measurements(Effort effort) {
        this.effort = effort;
    }

    /** One process with one contestant. */
    void run(String method, int n) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(effort.millis());
        var options =
                new OptionsBuilder()
                        .include("\\.Decisions\\." + method + "$")
                        .param("n", String.valueOf(n))
                        .forks(1)
                        .jvmArgsAppend(
                                "-Xmx700m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dslf4j.internal.verbosity=ERROR")
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .warmupIterations(effort.warmups())
                        .warmupTime(time)
                        .measurementIterations(effort.iterations())
                        .measurementTime(time)
                        .build();
        for (RunResult result : new Runner(options).run()) {
            for (BenchmarkResult process : result.getBenchmarkResults()) {
                for (IterationResult iteration : process.getIterationResults()) {
                    nanos.computeIfAbsent(key(method, n), _ -> new ArrayList<>())
                            .add(iteration.getPrimaryResult().getScore());
                }
            }
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            if (allocated != null) {
                bytes.merge(key(method, n), allocated.getScore(), Math::min);
            }
        }
    }

    private static String key(String method, int n) {
        return "%s@%05d".formatted(method, n);
    }

    Iterable<String> keys() {
        return nanos.keySet();
    }

    double least(String key) {
        return nanos.containsKey(key) ? Collections.min(nanos.get(key)) : Double.NaN;
    }

    double median(String key) {
        if (!nanos.containsKey(key)) {
            return Double.NaN;
        }
        List<Double> sorted = nanos.get(key).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    double bytes(String key) {
        return bytes.getOrDefault(key, Double.NaN);
    }

    double bytes(String method, int n) {
        return bytes(key(method, n));
    }

    double time(String method, int n) {
        return least(key(method, n));
    }

    double ratio(String of, String to, int n) {
        return time(of, n) / time(to, n);
    }
}
