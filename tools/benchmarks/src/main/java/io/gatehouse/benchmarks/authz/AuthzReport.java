package io.gatehouse.benchmarks.authz;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Rounds;
import io.gatehouse.benchmarks.stack.AuthzProcess;
import io.gatehouse.benchmarks.stack.Stack;
import io.gatehouse.benchmarks.users.Population;
import io.gatehouse.benchmarks.users.Questions;
import io.gatehouse.benchmarks.users.Questions.Expected;
import io.gatehouse.benchmarks.users.UserReport;
import io.gatehouse.contracts.FactMac;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks an authz-service that runs as a process of its own beside a Gatehouse; the population comes
 * to it as signed facts over Kafka.
 */
public final class AuthzReport {

    private static final int IN_BATCH = 100;
    private static final int BATCH_CLIENTS = 8;
    private static final int QUESTIONS = 1_000;
    private static final double WRITES = 300;

    /** Would write the whole population to its database for minutes; stands still where it can. */
    private static final String POPULATED = "policy-service";

    private final Effort effort;
    private final Results results;
    private final Stack stack;
    private final FactMac mac;

    private AuthzReport(Effort effort, Results results, Stack stack) throws IOException {
        this.effort = effort;
        this.results = results;
        this.stack = stack;
        this.mac =
                new FactMac(
                        Map.of("1", Base64.getDecoder().decode(stack.read("keys/facts-1.key"))));
    }

    /** Runs the whole; true if every goal is met. */
    public static boolean run(Effort effort, Path home, PrintStream out) throws IOException {
        Results results = new Results(out, effort.only());
        if (!effort.isQuick()) {
            results.part(
                    "G6, in this process",
                    () -> results.goals(UserReport.run(effort.isQuick(), out)));
        }
        try (Stack stack = Stack.start(home)) {
            measure(effort, stack, results);
        }
        return results.finish("authz", effort.isQuick(), home);
    }

    /** On a Gatehouse that runs, and has no population yet. */
    public static void measure(Effort effort, Stack stack, Results results) throws IOException {
        AuthzReport report = new AuthzReport(effort, results, stack);
        Population population = new Population(effort.users(), report.mac, "");
        List<Expected> questions = Questions.expected(population, QUESTIONS);
        Starts starts = new Starts(effort, results, stack, report.mac);
        stack.stand(POPULATED, true);
        results.needed("G8, starts", () -> starts.measure(population));
        results.needed("one authz-service", () -> report.ask(questions));
        Path facts = stack.directory(Starts.DIRECTORY).resolve("facts.snapshot");
        results.part(
                "costs of metering and decision log",
                () -> new Costs(effort, results, stack, facts).measure(questions));
        stack.stand(POPULATED, false);
    }

    private void ask(List<Expected> questions) throws IOException {
        Beside beside = new Beside(effort, results);
        try (AuthzProcess server =
                        AuthzProcess.start(
                                stack, stack.directory(Starts.DIRECTORY), effort.jvm(), Map.of());
                GrpcDoor door = new GrpcDoor(server.grpc(), questions, IN_BATCH);
                RestDoor rest = new RestDoor(server.http(), questions, Beside.CLIENTS);
                FactsOnKafka facts = FactsOnKafka.live(stack.kafka());
                RawKafka kafka = new RawKafka(stack.kafka())) {
            results.part("G4, gRPC", () -> beside.echo("gRPC", door::echo, door::check));
            results.part("G4, REST", () -> beside.echo("REST", rest::echo, rest::check));
            results.part("G5", () -> batches(beside, door));
            Changes changes = new Changes(facts, mac);
            results.part(
                    "G10",
                    () -> new WritesBeside(effort, results, server, door, changes).measure());
            results.part(
                    "processor time",
                    () -> {
                        ServerTime time = new ServerTime(effort, results, server);
                        time.of("echo over gRPC", door::echo, Beside.CLIENTS, 1);
                        time.of("Check over gRPC", door::check, Beside.CLIENTS, 1);
                        time.of("decision of a batch", door::batch, BATCH_CLIENTS, IN_BATCH);
                        time.of("echo over REST", rest::echo, Beside.CLIENTS, 1);
                        time.of("Check over REST", rest::check, Beside.CLIENTS, 1);
                        try (Changes.Flow _ = changes.flowing(WRITES)) {
                            time.of("Check, 300 writes/s", door::check, Beside.CLIENTS, 1);
                        }
                    });
            results.part(
                    "where time goes",
                    () -> {
                        Profile profile = new Profile(effort, results, stack.home());
                        profile.of(server, "grpc-check", door::check);
                        profile.of(server, "grpc-echo", door::echo);
                        profile.of(server, "grpc-batch", door::batch);
                        profile.of(server, "rest-check", rest::check);
                        try (Changes.Flow _ = changes.flowing(WRITES)) {
                            profile.of(server, "grpc-check-beside-writes", door::check);
                        }
                    });
            stack.stand(POPULATED, false);
            results.part(
                    "G7",
                    () ->
                            new Propagation(stack.root(), door, kafka)
                                    .measure(results, effort.times()));
            stack.stand(POPULATED, true);
        }
    }

    private void batches(Beside beside, GrpcDoor door) {
        String one = "Check, %d open".formatted(Beside.CLIENTS);
        String many = "BatchCheck of %d, %d open".formatted(IN_BATCH, BATCH_CLIENTS);
        Map<String, Beside.Crowd> crowds = new LinkedHashMap<>();
        crowds.put(one, new Beside.Crowd(door::check, Beside.CLIENTS));
        crowds.put(many, new Beside.Crowd(door::batch, BATCH_CLIENTS));
        Rounds rounds = beside.closed(crowds);
        results.loads("G5", rounds);
        results.goal(
                "G5",
                "decisions per second, batch of %d / single".formatted(IN_BATCH),
                IN_BATCH * rounds.ratio(many, one, Figures::perSecond),
                15,
                true);
    }
}
