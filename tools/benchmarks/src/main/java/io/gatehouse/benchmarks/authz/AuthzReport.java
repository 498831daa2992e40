package io.gatehouse.benchmarks.authz;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Load;
import io.gatehouse.benchmarks.stack.Stack;
import io.gatehouse.benchmarks.users.Population;
import io.gatehouse.benchmarks.users.Questions;
import io.gatehouse.benchmarks.users.Questions.Expected;
import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.snapshot.LogId;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotReports;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Asks a running Gatehouse; the population comes to it as signed facts over Kafka. */
public final class AuthzReport implements SnapshotReports {

    private static final int CLIENTS = 64;
    private static final int IN_BATCH = 100;
    private static final int QUESTIONS = 1_000;
    private static final int ONE_IN = 100;
    private static final double LOAD = 0.7;
    private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(60);

    private final boolean quick;
    private final Results results;
    private final Duration warm;
    private final Duration measured;

    private AuthzReport(boolean quick, PrintStream out) {
        this.quick = quick;
        this.results = new Results(out);
        this.warm = Duration.ofMillis(quick ? 1_000 : 5_000);
        this.measured = Duration.ofMillis(quick ? 2_500 : 8_000);
    }

    /** Runs the whole; true if every goal is met. */
    public static boolean run(boolean quick, Path home, PrintStream out) throws IOException {
        AuthzReport report = new AuthzReport(quick, out);
        try (Stack stack = Stack.start(home)) {
            report.measure(stack);
        }
        return report.results.finish("authz", quick, home);
    }

    private void measure(Stack stack) throws IOException {
        results.remark(
                "echo of gRPC: the standard health service of the same server and connections (no"
                        + " service of ours, so its messages are smaller than Check's); of REST:"
                        + " GET /q/health/live");
        results.remark("G6, G8 from a snapshot file and 1,000,000 users: `gatehouse bench engine`");
        FactMac mac =
                new FactMac(
                        Map.of("1", Base64.getDecoder().decode(stack.read("keys/facts-1.key"))));
        String kafka = "127.0.0.1:" + stack.port(9092);
        Population population = new Population(quick ? 10_000 : 100_000, mac, "");
        List<Expected> questions = Questions.expected(population, QUESTIONS);
        try (GrpcDoor door = new GrpcDoor(stack.port(9083), questions, IN_BATCH);
                FactsOnKafka facts = FactsOnKafka.plain(kafka)) {
            catchUp(population, mac, kafka, door);
            double single = beside("gRPC", door::echo, door::check);
            RestDoor rest = new RestDoor(stack.port(8083), questions);
            beside("REST", rest::trivial, rest::check);
            batches(door, single);
            writesBeside(door, new Changes(facts, mac), single);
            propagation(stack, door, kafka);
        }
    }

    /** G8: the facts become readable all at once, at the commit of one Kafka transaction. */
    private void catchUp(Population population, FactMac mac, String kafka, GrpcDoor door) {
        List<WireRecord> records = new ArrayList<>();
        population.publishPolicies(records::add);
        population.publishUsers(records::add);
        double raw = Double.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            Snapshot snapshot = new Snapshot(new FactReader(mac), this, InstantSource.system());
            long begun = System.nanoTime();
            records.forEach(snapshot::apply);
            raw = Math.min(raw, (System.nanoTime() - begun) / 1e9);
        }
        double seconds;
        try (FactsOnKafka facts = FactsOnKafka.inOneTransaction(kafka)) {
            facts.sendAll(records);
            long begun = System.nanoTime();
            facts.commit();
            awaitEveryone(population, door);
            seconds = (System.nanoTime() - begun) / 1e9;
        }
        results.remark(
                "catch-up: %,d facts in %.2f s; parsed and applied in this process in %.2f s"
                        .formatted(records.size(), seconds, raw));
        results.goal("G8", "catch-up over Kafka / parse and apply, rate", raw / seconds, 0.5, true);
    }

    private static void awaitEveryone(Population population, GrpcDoor door) {
        for (Expected last : Questions.ofLastUsers(population)) {
            await(
                    door,
                    last.principal(),
                    last.action(),
                    last.resource(),
                    Decision.valueOf(last.expected().name()));
        }
    }

    /** Until the decision is that. */
    private static void await(
            GrpcDoor door, String user, String action, String resource, Decision wanted) {
        CheckRequest question =
                CheckRequest.newBuilder()
                        .setPrincipal(Principal.newBuilder().setArn(user))
                        .setAction(action)
                        .setResource(resource)
                        .setResourceAccount(user.split(":", -1)[4])
                        .build();
        long until = System.nanoTime() + LONGEST_CATCH_UP.toNanos();
        while (System.nanoTime() < until) {
            try {
                if (door.send(question, 0).join().getDecision() == wanted) {
                    return;
                }
            } catch (CompletionException notKnownYet) {
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException("not seen in time: " + question);
    }

    /** G4; gives back the checks per second. */
    private double beside(String door, Call echo, Call check) {
        results.heading("%s, %d questions open".formatted(door, CLIENTS));
        Load.closed(echo, CLIENTS, Duration.ZERO, warm);
        Load.closed(check, CLIENTS, Duration.ZERO, warm);
        double echoes = 0;
        double checks = 0;
        int rounds = quick ? 1 : 2;
        for (int round = 1; round <= rounds; round++) {
            echoes += closed(door + " echo, round " + round, echo).perSecond();
            checks += closed(door + " Check, round " + round, check).perSecond();
        }
        double pace = LOAD * Math.min(checks, echoes) / rounds;
        Figures calmEcho =
                results.load(
                        "%s echo at 70 %% of Check".formatted(door),
                        Load.paced(echo, pace, measured));
        Figures calmCheck =
                results.load(door + " Check at 70 %", Load.paced(check, pace, measured));
        results.goal("G4", door + ": Check / echo, throughput", checks / echoes, 0.9, true);
        results.goal(
                "G4",
                door + ": Check / echo, p99 at 70 % load",
                calmCheck.micros(99) / calmEcho.micros(99),
                1.25,
                false);
        return checks / rounds;
    }

    private Figures closed(String what, Call call) {
        return results.load(what, Load.closed(call, CLIENTS, warm.dividedBy(4), measured));
    }

    private void batches(GrpcDoor door, double single) {
        results.heading("batches of " + IN_BATCH + " (per second: batches)");
        Figures batches =
                results.load(
                        "gRPC BatchCheck",
                        Load.closed(door::batch, 8, warm.dividedBy(2), measured));
        results.goal(
                "G5",
                "decisions per second, batch of 100 / single",
                batches.perSecond() * IN_BATCH / single,
                15,
                true);
    }

    private void writesBeside(GrpcDoor door, Changes changes, double single) {
        results.heading("1 % writes beside the checks: facts over Kafka");
        Call withWrites =
                number -> {
                    if (number % ONE_IN == 0) {
                        changes.next();
                    }
                    return door.check(number);
                };
        double alone = closed("gRPC Check alone", door::check).perSecond();
        double beside = closed("gRPC Check and 1 % writes", withWrites).perSecond();
        double pace = LOAD * Math.min(single, beside);
        Figures calm = results.load("Check alone at 70 %", Load.paced(door::check, pace, measured));
        Figures busy =
                results.load(
                        "Check and 1 % writes at 70 %", Load.paced(withWrites, pace, measured));
        await(
                door,
                changes.lastUser(),
                "svc1:GetObject",
                "arn:aws:svc1:eu-west-1:900000000001:own/x",
                changes.lastAllowed() ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
        results.remark(
                "%,d changes, the last seen; longest answer without and with writes %.1f and %.1f ms"
                        .formatted(changes.count(), calm.maxMillis(), busy.maxMillis()));
        results.goal("G10", "throughput with 1 % writes / without", beside / alone, 0.95, true);
        results.goal(
                "G10",
                "p99 with 1 % writes / without, 70 % load",
                busy.micros(99) / calm.micros(99),
                1.5,
                false);
        results.goal("G10", "longest answer with 1 % writes, ms", busy.maxMillis(), 10, false);
    }

    private void propagation(Stack stack, GrpcDoor door, String kafka) throws IOException {
        int times = quick ? 60 : 400;
        Histogram raw = Propagation.ofKafka(kafka, times);
        Histogram writes = Propagation.ofWrites(stack.root(), door, times);
        results.remark(
                "%nwrite acknowledged to decision changed, %d times: p50 %.2f ms, p99 %.2f ms; raw Kafka: p50 %.2f ms, p99 %.2f ms"
                        .formatted(
                                times,
                                writes.getValueAtPercentile(50) / 1e6,
                                writes.getValueAtPercentile(99) / 1e6,
                                raw.getValueAtPercentile(50) / 1e6,
                                raw.getValueAtPercentile(99) / 1e6));
        results.goal("G7", "propagation / raw Kafka, p50", ratio(writes, raw, 50), 2, false);
        results.goal("G7", "propagation / raw Kafka, p99", ratio(writes, raw, 99), 4, false);
    }

    private static double ratio(Histogram of, Histogram to, double percentile) {
        return of.getValueAtPercentile(percentile) / (double) to.getValueAtPercentile(percentile);
    }

    @Override
    public void refused(String reason) {
        throw new IllegalStateException(reason);
    }

    @Override
    public void gap(LogId log, String reason) {
        throw new IllegalStateException(log + ": " + reason);
    }

    @Override
    public void unreadable(LogId log, String reason) {
        throw new IllegalStateException(log + ": " + reason);
    }

    @Override
    public void repaired(LogId log) {
        throw new IllegalStateException(log + " was broken");
    }
}
