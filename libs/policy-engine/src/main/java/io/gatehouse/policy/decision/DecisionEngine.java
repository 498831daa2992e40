package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

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

    private static final ThreadLocal<Evaluation> SCRATCH = ThreadLocal.withInitial(Evaluation::new);

    /** Decides one request; never throws: a fault inside is an implicit deny with a warning. */
    public Verdict decide(ApplicablePolicies policies, AuthorizationRequest request) {
        Evaluation evaluation = SCRATCH.get();
        try {
            return decide(policies, request, evaluation);
        } catch (RuntimeException | StackOverflowError fault) {
            return failed(fault);
        } finally {
            evaluation.end();
        }
    }

    /** As {@link #decide}, with the whole trace. */
    public Explanation explain(ApplicablePolicies policies, AuthorizationRequest request) {
        Verdict verdict = decide(policies, request);
        return new Explanation(verdict, Explainer.trace(policies, request, verdict));
    }

    /** Fail closed: an error is never an allow, and says so. */
    private static Verdict failed(Throwable fault) {
        return new Verdict(
                Decision.IMPLICITLY_DENIED,
                Layer.ENGINE,
                List.of(),
                List.of(),
                List.of("the evaluation failed: " + fault.getClass().getSimpleName()));
    }

    private static Verdict decide(
            ApplicablePolicies policies, AuthorizationRequest request, Evaluation evaluation) {
        Verdict verdict = decideOne(policies, request, evaluation);
        if (!verdict.isAllowed() || !Question.isAssumeRole(request.action())) {
            return verdict;
        }
        for (String further : RoleAssumption.furtherActions(request)) {
            Verdict other = decideOne(policies, request.withAction(further), evaluation);
            if (!other.isAllowed()) {
                return other;
            }
        }
        return verdict;
    }

    private static Verdict decideOne(
            ApplicablePolicies policies, AuthorizationRequest request, Evaluation evaluation) {
        if (request.action().equalsIgnoreCase(Question.GET_CALLER_IDENTITY)
                && request.principal().account() != null) {
            return new Verdict(Decision.ALLOWED, Layer.IDENTITY, List.of(), List.of(), List.of());
        }
        evaluation.begin(request, request.action());
        evaluation.matching = policies.resourceMatching();
        evaluation.callerHasBoundary = !policies.boundaries().isEmpty();
        Question question = Question.of(request);
        Layers layers = Layers.collect(policies, question, evaluation);
        if (evaluation.denies.size() > 0) {
            return new Verdict(
                    Decision.EXPLICITLY_DENIED,
                    evaluation.denies.layer(0),
                    evaluation.denies.reasons(),
                    evaluation.missingKeys(),
                    evaluation.warnings());
        }
        Layer refusing = layers.refusing(question, evaluation.principal);
        if (refusing != null) {
            return new Verdict(
                    Decision.IMPLICITLY_DENIED,
                    refusing,
                    List.of(),
                    evaluation.missingKeys(),
                    evaluation.warnings());
        }
        return allowed(layers, question, evaluation);
    }

    private static Verdict allowed(Layers layers, Question question, Evaluation evaluation) {
        @Nullable Layer alone = layers.grantingAlone(question, evaluation.principal);
        boolean resourceAlone = alone == Layer.RESOURCE || alone == Layer.TRUST;
        boolean limited = question.trust() || layers.naming() != PrincipalTest.DIRECTLY;
        return new Verdict(
                Decision.ALLOWED,
                alone == null ? Layer.IDENTITY : alone,
                evaluation.allows.reasonsOf(!resourceAlone, !resourceAlone || limited),
                evaluation.missingKeys(),
                evaluation.warnings());
    }
}
