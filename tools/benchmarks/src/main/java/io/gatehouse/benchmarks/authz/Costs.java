package io.gatehouse.benchmarks.authz;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Rounds;
import io.gatehouse.benchmarks.stack.AuthzProcess;
import io.gatehouse.benchmarks.stack.Stack;
import io.gatehouse.benchmarks.users.Questions.Expected;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What counting and logging cost a check: services that leave one out, beside one that does all, on
 * the same facts. Only one is asked at a time.
 */
final class Costs {

    private static final String ALL = "Check, counted and logged";
    private static final String UNCOUNTED = "Check, not counted";
    private static final String UNLOGGED = "Check, not logged";

    private final Effort effort;
    private final Results results;
    private final Stack stack;
    private final Path facts;

    /**
     * @param facts a snapshot file to start from
     */
    Costs(Effort effort, Results results, Stack stack, Path facts) {
        this.effort = effort;
        this.results = results;
        this.stack = stack;
        this.facts = facts;
    }

    void measure(List<Expected> questions) throws IOException {
        Map<String, Map<String, String>> variants = new LinkedHashMap<>();
        variants.put(ALL, Map.of());
        variants.put(UNCOUNTED, Map.of("gatehouse.usage.enabled", "false"));
        variants.put(UNLOGGED, Map.of("gatehouse.decision-log.mode", "off"));
        Map<String, Call> calls = new LinkedHashMap<>();
        try (Closing opened = new Closing()) {
            for (Map.Entry<String, Map<String, String>> variant : variants.entrySet()) {
                Path directory = stack.directory("cost-" + calls.size());
                Files.copy(facts, directory.resolve(facts.getFileName()));
                AuthzProcess process =
                        opened.also(
                                AuthzProcess.start(
                                        stack, directory, effort.jvm(), variant.getValue()));
                GrpcDoor door = opened.also(new GrpcDoor(process.grpc(), questions, 1));
                calls.put(variant.getKey(), door::check);
            }
            Rounds rounds = new Beside(effort, results).closed(calls, Beside.CLIENTS);
            results.loads("costs", rounds);
            results.remark(
                    "throughput of Check with / without: metering %.3f, decision log %.3f"
                            .formatted(
                                    rounds.ratio(ALL, UNCOUNTED, Figures::perSecond),
                                    rounds.ratio(ALL, UNLOGGED, Figures::perSecond)));
        }
    }
}
