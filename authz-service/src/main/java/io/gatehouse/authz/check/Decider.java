package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asker;
import io.gatehouse.authz.decisionlog.Decided;
import io.gatehouse.authz.decisionlog.DecisionLog;
import io.gatehouse.authz.v1.BatchItem;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.ItemError;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.replica.decide.DecisionCount;
import io.gatehouse.replica.decide.Decisions;
import io.gatehouse.replica.decide.Judged;
import io.gatehouse.snapshot.SnapshotView;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.time.Instant;
import java.time.InstantSource;

/**
 * One question of one asker on one view: an answer, or {@link CheckRefusedException}. Plain
 * synchronous code; a fault inside becomes a refusal and is logged.
 */
@ApplicationScoped
class Decider {

    private static final Logger LOG = Logger.getLogger(Decider.class);

    private final Decisions decisions;
    private final DecisionCount count;
    private final CheckMetrics metrics;
    private final DecisionLog log;
    private final InstantSource clock;

    Decider(
            Decisions decisions,
            DecisionCount count,
            CheckMetrics metrics,
            DecisionLog log,
            InstantSource clock) {
        this.decisions = decisions;
        this.count = count;
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
    }

    CheckResponse decide(SnapshotView view, CheckRequest request, Asker asker) {
        return learnt(view, request, asker).response();
    }

    /** As {@link #decide}, without a trace in log and metrics. */
    CheckResponse consider(SnapshotView view, CheckRequest request, Asker asker) {
        return judged(view, request, asker).response();
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
        Judged judged = learnt(view, request, asker);
        try {
            return ExplainResponse.newBuilder()
                    .setResponse(judged.response())
                    .addAllTrace(decisions.trace(judged))
                    .build();
        } catch (RuntimeException e) {
            throw refusal(e, request);
        }
    }

    private Judged learnt(SnapshotView view, CheckRequest request, Asker asker) {
        long start = System.nanoTime();
        Judged judged = judged(view, request, asker);
        long nanoseconds = System.nanoTime() - start;
        metrics.decided(judged.response().getDecision(), nanoseconds);
        log.learn(
                new Decided(
                        judged.at(),
                        nanoseconds,
                        asker.name(),
                        judged.principal(),
                        judged.owner(),
                        request,
                        judged.response()));
        return judged;
    }

    private Judged judged(SnapshotView view, CheckRequest request, Asker asker) {
        Instant now = clock.instant();
        try {
            return decisions.judge(
                    view,
                    request,
                    now,
                    about -> Permission.require(decisions, view, asker, about, now),
                    isCountedElsewhere(asker) ? DecisionCount.NONE : count);
        } catch (RuntimeException e) {
            throw refusal(e, request);
        }
    }

    /** The writing services count the calls that they ask for. */
    private static boolean isCountedElsewhere(Asker asker) {
        return asker instanceof Asker.Service(String name)
                && (name.equals(ServiceName.IDENTITY.wire())
                        || name.equals(ServiceName.POLICY.wire()));
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
