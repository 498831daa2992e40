package io.gatehouse.policy.decision;

import java.util.List;

/**
 * Decides. Total and pure: no I/O, no clock, no chance; safe for any number of threads. Each thread
 * keeps one scratch area.
 *
 * <p>What is promised (SEMANTICS 6): an explicit deny anywhere wins; without an allow the answer is
 * no; neither the order of policies and statements nor duplicates matter; a fault is never an
 * allow.
 */
public final class DecisionEngine {

    /** Version of the semantics that verdicts are made by. */
    public static final String SEMANTICS = "1";

    private static final String GET_CALLER_IDENTITY = "sts:GetCallerIdentity";
    private static final ThreadLocal<Evaluation> SCRATCH = ThreadLocal.withInitial(Evaluation::new);

    /** Decides one request; never throws: a fault inside is an implicit deny with a warning. */
    public Verdict decide(ApplicablePolicies policies, AuthorizationRequest request) {
        Evaluation evaluation = SCRATCH.get();
        try {
            Verdict verdict = decideOne(policies, request, evaluation);
            if (!verdict.isAllowed()) {
                return verdict;
            }
            List<String> further = TrustActions.furtherActions(request);
            for (int i = 0; i < further.size(); i++) {
                Verdict other = decideOne(policies, request.withAction(further.get(i)), evaluation);
                if (!other.isAllowed()) {
                    return other;
                }
            }
            return verdict;
        } catch (RuntimeException | StackOverflowError fault) {
            return Verdicts.failed(fault);
        } finally {
            evaluation.end();
        }
    }

    /**
     * As {@link #decide}, with the whole trace: for each layer how it counted, for each statement
     * and element whether it matched and why. Where AssumeRole fails for a further action that it
     * needs, the trace is that action's and says so.
     */
    public Explanation explain(ApplicablePolicies policies, AuthorizationRequest request) {
        Verdict verdict = decide(policies, request);
        if (verdict.layer() == Layer.ENGINE) {
            return new Explanation(verdict, List.of());
        }
        AuthorizationRequest explained = request.withAction(refusedAction(policies, request));
        return new Explanation(
                verdict, Explainer.trace(policies, explained, request.action(), verdict));
    }

    /**
     * The action that a refusal speaks of: the request's own, or the one beside AssumeRole that is
     * not allowed, such as {@code sts:TagSession}.
     */
    public String refusedAction(ApplicablePolicies policies, AuthorizationRequest request) {
        List<String> needed = TrustActions.furtherActions(request);
        if (needed.isEmpty()) {
            return request.action();
        }
        Evaluation evaluation = new Evaluation();
        if (decideOne(policies, request, evaluation).isAllowed()) {
            for (String further : needed) {
                if (!decideOne(policies, request.withAction(further), evaluation).isAllowed()) {
                    return further;
                }
            }
        }
        return request.action();
    }

    /** GetCallerIdentity of any account's caller (SEMANTICS 8), whatever policies say. */
    static boolean needsNoPermission(AuthorizationRequest request) {
        return TrustActions.mayBeOfSts(request.action())
                && KeyNames.same(request.action(), GET_CALLER_IDENTITY)
                && request.principal().account() != null;
    }

    private static Verdict decideOne(
            ApplicablePolicies policies, AuthorizationRequest request, Evaluation evaluation) {
        if (needsNoPermission(request)) {
            return Verdicts.allowedWithoutPolicy();
        }
        evaluation.begin(policies, request);
        Layers layers = evaluation.layers;
        layers.collect(policies, request, evaluation);
        if (evaluation.denies.size() > 0) {
            return evaluation.verdicts.explicitlyDenied(evaluation);
        }
        Layer refusing = layers.refusing();
        return refusing == null
                ? evaluation.verdicts.allowed(evaluation)
                : evaluation.verdicts.implicitlyDenied(refusing, evaluation);
    }
}
