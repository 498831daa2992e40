package io.gatehouse.benchmarks.authz;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Rounds;
import io.gatehouse.benchmarks.stack.AuthzProcess;
import io.gatehouse.benchmarks.stack.Stack;
import io.gatehouse.benchmarks.users.Population;
import io.gatehouse.benchmarks.users.Questions;
import io.gatehouse.benchmarks.users.Questions.Expected;
import io.gatehouse.contracts.FactMac;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * authz-service on the same facts under several collectors, with and without compact object headers
 * and an AOT cache: throughput, times at a pace, pauses, memory, start.
 */
public final class JvmReport {

    private static final int QUESTIONS = 1_000;
    private static final double PACE = 0.5;
    private static final String COMPACT = "-XX:+UseCompactObjectHeaders";
    private static final String HUGE = "-XX:+UseTransparentHugePages";
    private static final String REFERENCE = "Parallel, compact headers";

    private final Effort effort;
    private final Results results;
    private final Stack stack;
    private final Map<String, AuthzProcess> processes = new LinkedHashMap<>();
    private final Map<String, Call> calls = new LinkedHashMap<>();

    private JvmReport(Effort effort, Results results, Stack stack) {
        this.effort = effort;
        this.results = results;
        this.stack = stack;
    }

    private static Map<String, List<String>> variants(Path home) {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put(REFERENCE, List.of("-XX:+UseParallelGC", COMPACT));
        variants.put("Parallel", List.of("-XX:+UseParallelGC", "-XX:-UseCompactObjectHeaders"));
        variants.put("Serial, compact headers", List.of("-XX:+UseSerialGC", COMPACT));
        variants.put("G1, compact headers", List.of("-XX:+UseG1GC", COMPACT));
        variants.put("G1", List.of("-XX:+UseG1GC", "-XX:-UseCompactObjectHeaders"));
        variants.put("ZGC, compact headers", List.of("-XX:+UseZGC", COMPACT));
        variants.put("Parallel, compact, huge pages", List.of("-XX:+UseParallelGC", COMPACT, HUGE));
        variants.put("G1, compact, huge pages", List.of("-XX:+UseG1GC", COMPACT, HUGE));
        variants.put("ZGC, compact, huge pages", List.of("-XX:+UseZGC", COMPACT, HUGE));
        List<String> quick = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        variants.put("Serial, C1 (as `up`)", quick);
        Path cache = home.resolve("target/aot/authz-service.aot");
        if (Files.exists(cache)) {
            List<String> cached = new ArrayList<>(quick);
            cached.add("-XX:AOTCache=" + cache);
            variants.put("Serial, C1, AOT cache (`up`)", cached);
        }
        return variants;
    }

    /** Runs the whole; there are no goals to miss. */
    public static boolean run(Effort effort, Path home, PrintStream out) throws IOException {
        Results results = new Results(out, effort.only());
        try (Stack stack = Stack.start(home)) {
            JvmReport report = new JvmReport(effort, results, stack);
            stack.stand("policy-service", true);
            results.part("collectors and headers", report::measure);
            stack.stand("policy-service", false);
        }
        return results.finish("jvm", effort.isQuick(), home);
    }

    private void measure() throws IOException {
        FactMac mac =
                new FactMac(
                        Map.of("1", Base64.getDecoder().decode(stack.read("keys/facts-1.key"))));
        Population population = new Population(effort.users() / 10, mac, "");
        List<Expected> questions = Questions.expected(population, QUESTIONS);
        try (FactsOnKafka facts = FactsOnKafka.bulk(stack.kafka())) {
            population.publish(facts::send);
            facts.flush();
        }
        try (Closing opened = new Closing()) {
            for (Map.Entry<String, List<String>> variant : variants(stack.home()).entrySet()) {
                start(opened, variant.getKey(), variant.getValue(), questions);
            }
            measure(new Beside(effort, results));
        }
    }

    private void start(Closing opened, String name, List<String> flags, List<Expected> questions)
            throws IOException {
        List<String> jvm = new ArrayList<>(flags);
        jvm.add("-Xmx768m");
        AuthzProcess process =
                opened.also(
                        AuthzProcess.start(
                                stack, stack.directory("jvm-" + processes.size()), jvm, Map.of()));
        processes.put(name, process);
        GrpcDoor door = opened.also(new GrpcDoor(process.grpc(), questions, 1));
        calls.put(name, door::check);
    }

    private void measure(Beside beside) throws IOException {
        Rounds closed = beside.closed(calls, Beside.CLIENTS);
        results.loads("closed", closed);
        Map<String, Long> since = new LinkedHashMap<>();
        for (Map.Entry<String, AuthzProcess> process : processes.entrySet()) {
            since.put(process.getKey(), process.getValue().pausesSoFar());
        }
        Rounds paced = beside.paced(calls, PACE * closed.median(REFERENCE).perSecond());
        results.loads("paced", paced);
        StringBuilder table =
                new StringBuilder(
                        "%-28s %11s %11s %10s %10s %8s"
                                .formatted(
                                        "JVM",
                                        "throughput",
                                        "p99 paced",
                                        "pause ms",
                                        "memory MB",
                                        "start s"));
        for (Map.Entry<String, AuthzProcess> entry : processes.entrySet()) {
            String name = entry.getKey();
            AuthzProcess process = entry.getValue();
            table.append(
                    "%n%-28s %10.3fx %10.3fx %10.1f %,10d %8.2f"
                            .formatted(
                                    name,
                                    closed.ratio(name, REFERENCE, Figures::perSecond),
                                    paced.ratio(name, REFERENCE, load -> load.micros(99)),
                                    process.longestPauseMillis(since.getOrDefault(name, 0L)),
                                    process.residentMebibytes(),
                                    process.startTook().toNanos() / 1e9));
        }
        results.remark(table.toString());
    }
}
