package io.gatehouse.benchmarks.authz;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Load;
import io.gatehouse.benchmarks.load.Rounds;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Loads of the same kind beside each other, warmed alike and in turns. */
final class Beside {

    static final int CLIENTS = 64;
    static final double LOAD = 0.7;
    private static final String ECHO = "echo";
    private static final String CHECK = "Check";

    /** So many clients that ask the same. */
    record Crowd(Call call, int clients) {}

    private final Effort effort;
    private final Results results;

    Beside(Effort effort, Results results) {
        this.effort = effort;
        this.results = results;
    }

    /** G4 of one door. */
    void echo(String door, Call echo, Call check) {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put(ECHO, echo);
        calls.put(CHECK, check);
        Rounds closed = closed(calls, CLIENTS);
        results.loads("%s, %d open".formatted(door, CLIENTS), closed);
        results.goal(
                "G4",
                door + ": Check / echo, throughput",
                closed.ratio(CHECK, ECHO, Figures::perSecond),
                0.9,
                true);
        Rounds paced = paced(calls, LOAD * closed.median(CHECK).perSecond());
        results.loads(door + ", paced", paced);
        results.goal(
                "G4",
                door + ": Check / echo, p99 at 70 % load",
                paced.ratio(CHECK, ECHO, figures -> figures.micros(99)),
                1.25,
                false);
    }

    /** As fast as so many clients go; each call warmed first. */
    Rounds closed(Map<String, Call> calls, int clients) {
        Map<String, Crowd> crowds = new LinkedHashMap<>();
        calls.forEach((name, call) -> crowds.put(name, new Crowd(call, clients)));
        return closed(crowds);
    }

    /** As fast as each crowd goes; each warmed first. */
    Rounds closed(Map<String, Crowd> crowds) {
        Map<String, Supplier<Figures>> loads = new LinkedHashMap<>();
        crowds.forEach((name, crowd) -> {
            Load.warm(crowd.call, crowd.clients, effort.warm());
            loads.put(
                    name,
                    () ->
                            Load.closed(
                                    crowd.call, crowd.clients, effort.again(), effort.measured()));
        });
        return Rounds.of(effort.rounds(), loads);
    }

    /** At a pace; of calls that are warm. */
    Rounds paced(Map<String, Call> calls, double perSecond) {
        Map<String, Supplier<Figures>> loads = new LinkedHashMap<>();
        calls.forEach((name, call) ->
                loads.put(
                        name,
                        () -> Load.paced(call, perSecond, effort.again(), effort.measured())));
        return Rounds.of(effort.rounds(), loads);
    }
}
