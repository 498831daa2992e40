package io.gatehouse.benchmarks.engine;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.decision.Verdict;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One decision each, over the 1,024 requests of workload W in turn; the strings of the request are
 * decoded from bytes in the measured time, so that no hash is known beforehand.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-ups
public class Decisions {

    /** The requests, as bytes. */
    @State(Scope.Benchmark)
    public static class Requests {

        @Param({"10", "100", "1000", "10000"})
        public int n;

        List<Rule> rules;
        Question[] questions;
        byte[][] actions;
        byte[][] resources;
        int next;

        @Setup
        public void prepare() {
            rules = Workload.rules(n);
            questions = Workload.questions(rules).toArray(Question[]::new);
            actions = new byte[questions.length][];
            resources = new byte[questions.length][];
            for (int i = 0; i < questions.length; i++) {
                actions[i] = questions[i].action().getBytes(StandardCharsets.ISO_8859_1);
                resources[i] = questions[i].resource().getBytes(StandardCharsets.ISO_8859_1);
            }
        }

        int step() {
            next = (next + 1) & (Workload.REQUESTS - 1);
            return next;
        }

        String action(int i) {
            return new String(actions[i], StandardCharsets.ISO_8859_1);
        }

        String resource(int i) {
            return new String(resources[i], StandardCharsets.ISO_8859_1);
        }
    }

    /** The engine with the statements as one user's identity policies. */
    @State(Scope.Benchmark)
    public static class Ours {
        private final DecisionEngine engine = new DecisionEngine();
        ApplicablePolicies policies;
        RequestContext[] contexts;
        AuthorizationRequest[] prepared;

        @Setup
        public void prepare(Requests requests) {
            policies = Gatehouse.compile(Gatehouse.documents(requests.rules));
            contexts = new RequestContext[requests.questions.length];
            prepared = new AuthorizationRequest[requests.questions.length];
            for (int i = 0; i < contexts.length; i++) {
                contexts[i] = Gatehouse.context(requests.questions[i]);
                prepared[i] =
                        Gatehouse.request(requests.action(i), requests.resource(i), contexts[i]);
            }
        }

        Verdict decide(AuthorizationRequest request) {
            return engine.decide(policies, request);
        }
    }

    /** A map that knows every resource asked for. */
    @State(Scope.Benchmark)
    public static class Lookup {
        final Map<String, Question> byResource = new HashMap<>();

        @Setup
        public void prepare(Requests requests) {
            for (Question question : requests.questions) {
                byResource.put(question.resource(), question);
            }
        }
    }

    @State(Scope.Benchmark)
    public static class Scans {
        NaiveScan naive;
        PrecompiledScan precompiled;

        @Setup
        public void prepare(Requests requests) {
            naive = new NaiveScan(requests.rules);
            precompiled = new PrecompiledScan(requests.rules);
        }
    }

    @State(Scope.Benchmark)
    public static class CasbinState {
        Casbin casbin;

        @Setup
        public void prepare(Requests requests) {
            casbin = new Casbin(requests.rules);
        }
    }

    @State(Scope.Benchmark)
    public static class CedarState {
        Cedar cedar;

        @Setup
        public void prepare(Requests requests) {
            cedar = new Cedar(requests.rules);
        }
    }

    @Benchmark
    public Decision engine(Requests requests, Ours ours) {
        int i = requests.step();
        return ours.decide(
                        Gatehouse.request(
                                requests.action(i), requests.resource(i), ours.contexts[i]))
                .decision();
    }

    /** Nothing but the decision: what it allocates is the engine's. */
    @Benchmark
    public Decision enginePrepared(Requests requests, Ours ours) {
        return ours.decide(ours.prepared[requests.step()]).decision();
    }

    @Benchmark
    public @Nullable Question hashMap(Requests requests, Lookup lookup) {
        return lookup.byResource.get(requests.resource(requests.step()));
    }

    @Benchmark
    public Decision naive(Requests requests, Scans scans) {
        int i = requests.step();
        return scans.naive.decide(requests.action(i), requests.resource(i), requests.questions[i]);
    }

    @Benchmark
    public Decision precompiled(Requests requests, Scans scans) {
        int i = requests.step();
        return scans.precompiled.decide(
                requests.action(i), requests.resource(i), requests.questions[i]);
    }

    @Benchmark
    public boolean jcasbin(Requests requests, CasbinState state) {
        int i = requests.step();
        return state.casbin.allows(requests.action(i), requests.resource(i), requests.questions[i]);
    }

    @Benchmark
    public boolean cedar(Requests requests, CedarState state) {
        int i = requests.step();
        return state.cedar.allows(requests.action(i), requests.resource(i), requests.questions[i]);
    }
}
