package io.gatehouse.benchmarks.authz;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Hiccups;
import io.gatehouse.benchmarks.load.Load;
import io.gatehouse.benchmarks.load.Rounds;
import io.gatehouse.benchmarks.stack.AuthzProcess;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** G10: checks alone, and checks while a hundredth as many changes come in over Kafka. */
final class WritesBeside {

    private static final double SHARE = 0.01;
    private static final String ALONE = "Check";
    private static final String BESIDE = "Check and 1 % writes";

    private final Effort effort;
    private final Results results;
    private final AuthzProcess server;
    private final GrpcDoor door;
    private final Changes changes;

    WritesBeside(
            Effort effort, Results results, AuthzProcess server, GrpcDoor door, Changes changes) {
        this.effort = effort;
        this.results = results;
        this.server = server;
        this.door = door;
        this.changes = changes;
    }

    void measure() throws IOException {
        double rate =
                Load.closed(door::check, Beside.CLIENTS, effort.warm(), effort.measured())
                        .perSecond();
        Rounds closed =
                rounds(
                        rate,
                        () ->
                                Load.closed(
                                        door::check,
                                        Beside.CLIENTS,
                                        effort.again(),
                                        effort.measured()));
        results.loads("G10", closed);
        results.goal(
                "G10",
                "throughput with 1 % writes / without",
                closed.ratio(BESIDE, ALONE, Figures::perSecond),
                0.95,
                true);
        double pace = Beside.LOAD * rate;
        long since = server.pausesSoFar();
        Hiccups hiccups = new Hiccups();
        Rounds paced =
                rounds(
                        pace,
                        () -> Load.paced(door::check, pace, effort.again(), effort.measured()));
        double machine = hiccups.longestMillis();
        double pause = server.longestPauseMillis(since);
        awaitLast();
        results.loads("G10, paced", paced);
        results.remark(
                "%,d changes, the last seen; longest answer without and with writes %.1f and %.1f ms; an idle thread of the client waited %.1f ms"
                        .formatted(
                                changes.count(),
                                paced.median(ALONE).maxMillis(),
                                paced.median(BESIDE).maxMillis(),
                                machine));
        results.goal(
                "G10",
                "p99 with 1 % writes / without, 70 % load",
                paced.ratio(BESIDE, ALONE, figures -> figures.micros(99)),
                1.5,
                false);
        results.goal("G10", "longest pause of the server's JVM, ms", pause, 10, false);
    }

    private Rounds rounds(double checksPerSecond, Supplier<Figures> checks) {
        Map<String, Supplier<Figures>> loads = new LinkedHashMap<>();
        loads.put(ALONE, checks);
        loads.put(
                BESIDE,
                () -> {
                    try (Changes.Flow _ = changes.flowing(SHARE * checksPerSecond)) {
                        return checks.get();
                    }
                });
        return Rounds.of(effort.rounds(), loads);
    }

    private void awaitLast() {
        String user = changes.lastUser();
        var _ =
                door.await(
                        CheckRequest.newBuilder()
                                .setPrincipal(Principal.newBuilder().setArn(user))
                                .setAction("svc1:GetObject")
                                .setResource("arn:aws:svc1:eu-west-1:" + Changes.ACCOUNT + ":own/x")
                                .setResourceAccount(Changes.ACCOUNT)
                                .build(),
                        changes.lastAllowed() ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED);
    }
}
