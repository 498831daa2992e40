package io.gatehouse.benchmarks.engine;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.language.PolicyDocument;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Before anything is timed: every contestant gives the answers of the reference evaluator. */
final class Verification {

    private static final int PEERS_UP_TO = 1_000;

    private Verification() {}

    /**
     * How often each decision is right.
     *
     * @throws IllegalStateException naming contestant and request where one disagrees
     */
    static Map<Decision, Integer> verify(int n) {
        List<Rule> rules = Workload.rules(n);
        List<Question> questions = Workload.questions(rules);
        List<PolicyDocument> documents = Gatehouse.documents(rules);
        List<Decision> expected = Gatehouse.expected(documents, questions);
        ApplicablePolicies compiled = Gatehouse.compile(documents);
        DecisionEngine engine = new DecisionEngine();
        NaiveScan naive = new NaiveScan(rules);
        PrecompiledScan precompiled = new PrecompiledScan(rules);
        List<Casbin> casbin = new ArrayList<>();
        List<Cedar> cedar = new ArrayList<>();
        if (n <= PEERS_UP_TO) {
            casbin.add(new Casbin(rules));
            cedar.add(new Cedar(rules));
        }
        Map<Decision, Integer> counts = new EnumMap<>(Decision.class);
        for (int i = 0; i < questions.size(); i++) {
            Question q = questions.get(i);
            Decision right = expected.get(i);
            counts.merge(right, 1, Integer::sum);
            Decision ours =
                    engine.decide(
                                    compiled,
                                    Gatehouse.request(
                                            q.action(), q.resource(), Gatehouse.context(q)))
                            .decision();
            require("engine", ours == right, n, q);
            require("naive scan", naive.decide(q.action(), q.resource(), q) == right, n, q);
            require(
                    "precompiled scan",
                    precompiled.decide(q.action(), q.resource(), q) == right,
                    n,
                    q);
            boolean allowed = right == Decision.ALLOWED;
            for (Casbin peer : casbin) {
                require("jCasbin", peer.allows(q.action(), q.resource(), q) == allowed, n, q);
            }
            for (Cedar peer : cedar) {
                require("cedar", peer.allows(q.action(), q.resource(), q) == allowed, n, q);
            }
        }
        return counts;
    }

    private static void require(String who, boolean agrees, int n, Question question) {
        if (!agrees) {
            throw new IllegalStateException(
                    "%s disagrees with the reference at N=%d on %s".formatted(who, n, question));
        }
    }
}
