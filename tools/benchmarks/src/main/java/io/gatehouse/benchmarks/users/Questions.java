package io.gatehouse.benchmarks.users;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.reference.ReferenceEvaluator;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.snapshot.Resolution;
import io.gatehouse.snapshot.SnapshotView;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What users of a population ask, and how long the answers take. */
public final class Questions {

    private static final int HOT = 1_024;
    private static final int UNIFORM = 200_000;
    private static final int VERIFIED = 1_000;
    private static final int ROUNDS = 7;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final DecisionEngine engine = new DecisionEngine();
    private final SnapshotView view;
    private final List<Asked> uniform;
    private final List<Asked> hot;
    private int allowed;

    private record Asked(
            Population.Account account,
            int user,
            String principal,
            String action,
            String resource) {}

    /**
     * A question for anyone who has the facts.
     *
     * @param account the principal's and the resource's
     * @param expected what the reference evaluator says
     */
    public record Expected(
            String principal, String action, String resource, String account, Decision expected) {}

    /** Questions about users drawn uniformly, with the reference evaluator's answers. */
    public static List<Expected> expected(Population population, int count) {
        return drawn(population, count).stream().map(Questions::withAnswer).toList();
    }

    /** What the last published user of each account is allowed. */
    public static List<Expected> ofLastUsers(Population population) {
        Random chance = new Random(44);
        return population.accounts().stream()
                .map(account -> asked(population, account, account.users - 1, chance, true))
                .map(Questions::withAnswer)
                .toList();
    }

    private static Expected withAnswer(Asked asked) {
        return new Expected(
                asked.principal,
                asked.action,
                asked.resource,
                asked.account.id.digits(),
                byReference(asked));
    }

    Questions(Population population, SnapshotView view) {
        this.view = view;
        uniform = drawn(population, UNIFORM);
        hot = uniform.subList(0, HOT);
    }

    private static List<Asked> drawn(Population population, int count) {
        List<Asked> uniform = new ArrayList<>(count);
        Random chance = new Random(43);
        List<Population.Account> byUser = new ArrayList<>();
        List<Integer> firstUser = new ArrayList<>();
        int all = 0;
        for (Population.Account account : population.accounts()) {
            byUser.add(account);
            firstUser.add(all);
            all += account.users;
        }
        for (int i = 0; i < count; i++) {
            int drawn = chance.nextInt(all);
            int at = Collections.binarySearch(firstUser, drawn);
            at = at >= 0 ? at : -at - 2;
            uniform.add(asked(population, byUser.get(at), drawn - firstUser.get(at), chance));
        }
        return uniform;
    }

    private static Asked asked(
            Population population, Population.Account account, int user, Random chance) {
        return asked(population, account, user, chance, chance.nextInt(10) < 7);
    }

    private static Asked asked(
            Population population,
            Population.Account account,
            int user,
            Random chance,
            boolean matching) {
        int[] groups = account.groupsOf(user);
        int[] policies = account.policiesOfGroup.get(groups[chance.nextInt(groups.length)]);
        int statement = chance.nextInt(5);
        String resource = population.resource(policies[chance.nextInt(policies.length)], statement);
        return new Asked(
                account,
                user,
                account.userArn(user),
                "svc" + statement % 8 + ":GetObject",
                matching ? resource + "/k" : resource.replace("proj-", "proj-x") + "/k");
    }

    /** The first thousand against the reference evaluator. */
    void verify() {
        Map<Decision, Integer> counts = new EnumMap<>(Decision.class);
        for (Asked asked : uniform.subList(0, VERIFIED)) {
            Decision expected = byReference(asked);
            if (decide(asked) != expected) {
                throw new IllegalStateException(
                        "the reference says %s to %s".formatted(expected, asked));
            }
            counts.merge(expected, 1, Integer::sum);
        }
        if (counts.size() < 2) {
            throw new IllegalStateException("questions that prove nothing: " + counts);
        }
    }

    private static Decision byReference(Asked asked) {
        Map<String, String> documents = new LinkedHashMap<>();
        for (int group : asked.account.groupsOf(asked.user)) {
            for (int policy : asked.account.policiesOfGroup.get(group)) {
                documents.put(
                        asked.account.policyArns.get(policy), asked.account.documents.get(policy));
            }
        }
        List<ReferencePolicies.Named> named = new ArrayList<>();
        documents.forEach((arn, text) -> {
            if (PolicyParser.parse(text, PolicyKind.MANAGED) instanceof ParsedPolicy.Valid valid) {
                named.add(new ReferencePolicies.Named(arn, valid.document()));
            }
        });
        ReferencePolicies policies =
                new ReferencePolicies(
                        named, List.of(), null, null, null, null, PrincipalMatching.STORED);
        Principal principal = Principal.parse(asked.principal);
        return ReferenceEvaluator.decide(policies, request(asked, principal)).decision();
    }

    private static AuthorizationRequest request(Asked asked, Principal principal) {
        return new AuthorizationRequest(
                principal,
                asked.action,
                asked.resource,
                principal.account(),
                RequestContext.EMPTY,
                false);
    }

    double nanosOfHot() {
        return nanos(hot, UNIFORM / HOT);
    }

    double nanosOfUniform() {
        return nanos(uniform, 1);
    }

    /** Of processor time, the least of some rounds: noise only ever adds. */
    private double nanos(List<Asked> questions, int times) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int time = 0; time < times; time++) {
                for (Asked asked : questions) {
                    allowed += decide(asked) == Decision.ALLOWED ? 1 : 0;
                }
            }
            double each =
                    (THREADS.getCurrentThreadCpuTime() - start)
                            / (double) (times * questions.size());
            least = Math.min(least, each);
        }
        if (allowed == 0) {
            throw new IllegalStateException("nothing was ever allowed");
        }
        return least;
    }

    private Decision decide(Asked asked) {
        if (view.resolve(asked.principal) instanceof Resolution.Known known) {
            ApplicablePolicies policies = known.policies();
            return engine.decide(policies, request(asked, known.principal())).decision();
        }
        throw new IllegalStateException("nobody: " + asked.principal);
    }
}
