package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asker;
import io.gatehouse.authz.check.CheckRefusedException.Reason;
import io.gatehouse.authz.check.Judge.Matter;
import io.gatehouse.authz.decisionlog.Decided;
import io.gatehouse.authz.decisionlog.DecisionLog;
import io.gatehouse.authz.feed.Freshness;
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
    private final DecisionLog log;
    private final InstantSource clock;

    Decider(Freshness freshness, CheckMetrics metrics, DecisionLog log, InstantSource clock) {
        this.freshness = freshness;
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
    }

    private record Judged(Question question, Matter matter, Instant now, CheckResponse response) {}

    CheckResponse decide(SnapshotView view, CheckRequest request, Asker asker) {
        long start = System.nanoTime();
        Judged judged = judged(view, request, asker);
        learn(judged, request, asker, System.nanoTime() - start);
        return judged.response;
    }

    /** As {@link #decide}, without a trace in log and metrics. */
    CheckResponse consider(SnapshotView view, CheckRequest request, Asker asker) {
        return judged(view, request, asker).response;
    }

    /** As {@link #decide}, with the failure as a part of the answer. */
    BatchItem item(SnapshotView view, CheckRequest request, Asker asker) {
        try {
            return BatchItem.newBuilder().setResponse(decide(view, request, asker)).build();
        } catch (CheckRefusedException e) {
            return BatchItem.newBuilder()
                    .setError(
                            ItemError.newBuilder()
                                    .setCode(e.reason().grpcStatus())
                                    .setMessage(e.text()))
                    .build();
        }
    }

    ExplainResponse explain(SnapshotView view, CheckRequest request, Asker asker) {
        long start = System.nanoTime();
        Judged judged = judged(view, request, asker);
        learn(judged, request, asker, System.nanoTime() - start);
        ExplainResponse.Builder explained =
                ExplainResponse.newBuilder().setResponse(judged.response);
        try {
            if (judged.matter instanceof Matter.Open open) {
                Explanation explanation = engine.explain(open.policies(), open.request());
                explanation.trace().forEach(node -> explained.addTrace(Answers.trace(node)));
            }
            return explained.build();
        } catch (RuntimeException e) {
            throw refusal(e, request);
        }
    }

    private Judged judged(SnapshotView view, CheckRequest request, Asker asker) {
        try {
            Question question = Question.of(request);
            if (!view.includes(question.atLeast())) {
                throw new CheckRefusedException(
                        Reason.NOT_YET, "not yet: the wanted revision has not arrived", "at_least");
            }
            Instant now = clock.instant();
            Matter matter = Judge.open(view, question, now);
            Permission.require(engine, view, asker, matter.principal().arn(), now);
            return new Judged(question, matter, now, answer(view, question, matter, now));
        } catch (RuntimeException e) {
            throw refusal(e, request);
        }
    }

    private CheckResponse answer(
            SnapshotView view, Question question, Matter matter, Instant now) {
        Freshness.Grade grade = freshness.of(view, matter.owners(), now);
        if (grade == Freshness.Grade.VERY_STALE && freshness.deniesVeryStale()) {
            return Answers.sealed(Answers.tooOld(matter, question), view, matter, grade);
        }
        CheckResponse.Builder answer =
                switch (matter) {
                    case Matter.Stranger stranger -> Answers.of(stranger, question);
                    case Matter.Open open ->
                            Answers.of(open, engine.decide(open.policies(), open.request()));
                };
        return Answers.sealed(answer, view, matter, grade);
    }

    private void learn(Judged judged, CheckRequest request, Asker asker, long nanoseconds) {
        metrics.decided(judged.response.getDecision(), nanoseconds);
        log.learn(
                new Decided(
                        judged.now,
                        nanoseconds,
                        asker.name(),
                        judged.matter.principal().arn(),
                        judged.matter.owners().getFirst(),
                        request,
                        judged.response));
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
