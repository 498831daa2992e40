package io.gatehouse.authz.check;

import io.gatehouse.authz.check.CheckRefusedException.Reason;
import io.gatehouse.authz.check.Judge.Matter;
import io.gatehouse.authz.feed.Freshness;
import io.gatehouse.authz.session.Identities;
import io.gatehouse.authz.v1.BatchItem;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.ItemError;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.Explanation;
import io.gatehouse.snapshot.SnapshotView;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.time.Instant;
import java.time.InstantSource;

/**
 * One question on one view: an answer, or {@link CheckRefusedException}. Plain synchronous code; a
 * fault inside becomes a refusal and is logged.
 */
@ApplicationScoped
class Decider {

    private static final Logger LOG = Logger.getLogger(Decider.class);

    private final DecisionEngine engine = new DecisionEngine();
    private final Freshness freshness;
    private final CheckMetrics metrics;
    private final Identities identities;
    private final InstantSource clock;

    Decider(Freshness freshness, CheckMetrics metrics, Identities identities, InstantSource clock) {
        this.freshness = freshness;
        this.metrics = metrics;
        this.identities = identities;
        this.clock = clock;
    }

    CheckResponse decide(SnapshotView view, CheckRequest request) {
        long start = System.nanoTime();
        try {
            CheckResponse response =
                    decide(view, Question.of(request, identities), clock.instant());
            metrics.decided(response.getDecision(), System.nanoTime() - start);
            return response;
        } catch (RuntimeException e) {
            throw refusal(e, request);
        }
    }

    /** As {@link #decide}, with the failure as a part of the answer. */
    BatchItem item(SnapshotView view, CheckRequest request) {
        try {
            return BatchItem.newBuilder().setResponse(decide(view, request)).build();
        } catch (CheckRefusedException e) {
            return BatchItem.newBuilder()
                    .setError(
                            ItemError.newBuilder()
                                    .setCode(e.reason().grpcStatus())
                                    .setMessage(e.text()))
                    .build();
        }
    }

    ExplainResponse explain(SnapshotView view, CheckRequest request) {
        try {
            Question question = Question.of(request, identities);
            Instant now = clock.instant();
            CheckResponse response = decide(view, question, now);
            ExplainResponse.Builder explained = ExplainResponse.newBuilder().setResponse(response);
            if (Judge.open(view, question, now) instanceof Matter.Open open) {
                Explanation explanation = engine.explain(open.policies(), open.request());
                explanation.trace().forEach(node -> explained.addTrace(Answers.trace(node)));
            }
            return explained.build();
        } catch (RuntimeException e) {
            throw refusal(e, request);
        }
    }

    private CheckResponse decide(SnapshotView view, Question question, Instant now) {
        Matter matter = Judge.open(view, question, now);
        Freshness.Grade grade = freshness.of(view, matter.owners(), now);
        if (grade == Freshness.Grade.VERY_STALE && freshness.deniesVeryStale()) {
            return Answers.sealed(Answers.tooOld(), view, matter, grade);
        }
        CheckResponse.Builder answer =
                switch (matter) {
                    case Matter.Stranger stranger -> Answers.of(stranger, question);
                    case Matter.Open open ->
                            Answers.of(open, engine.decide(open.policies(), open.request()));
                };
        return Answers.sealed(answer, view, matter, grade);
    }

    private CheckRefusedException refusal(RuntimeException failure, CheckRequest request) {
        if (failure instanceof CheckRefusedException refused) {
            metrics.refused(refused.reason());
            return refused;
        }
        LOG.errorf(failure, "decision failed, request id `%s`", request.getRequestId());
        metrics.refused(Reason.FAULT);
        return new CheckRefusedException(Reason.FAULT, "the decision failed; nothing was allowed");
    }
}
