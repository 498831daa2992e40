package io.gatehouse.authz.check;

import io.gatehouse.authz.v1.BatchItem;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.ItemError;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.replica.decide.DecisionCount;
import io.gatehouse.replica.decide.Decisions;
import io.gatehouse.snapshot.SnapshotView;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.time.InstantSource;

/**
 * One question on one view: an answer, or {@link CheckRefusedException}. Plain synchronous code; a
 * fault inside becomes a refusal and is logged.
 */
@ApplicationScoped
class Decider {

    private static final Logger LOG = Logger.getLogger(Decider.class);

    private final Decisions decisions;
    private final DecisionCount count;
    private final CheckMetrics metrics;
    private final InstantSource clock;

    Decider(Decisions decisions, DecisionCount count, CheckMetrics metrics, InstantSource clock) {
        this.decisions = decisions;
        this.count = count;
        this.metrics = metrics;
        this.clock = clock;
    }

    CheckResponse decide(SnapshotView view, CheckRequest request) {
        return decide(view, request, count);
    }

    /** As {@link #decide}, for our own services, which count the call that they ask for. */
    CheckResponse decideUncounted(SnapshotView view, CheckRequest request) {
        return decide(view, request, DecisionCount.NONE);
    }

    private CheckResponse decide(SnapshotView view, CheckRequest request, DecisionCount counting) {
        long start = System.nanoTime();
        try {
            CheckResponse response = decisions.decide(view, request, clock.instant(), counting);
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
            return decisions.explain(view, request, clock.instant(), count);
        } catch (RuntimeException e) {
            throw refusal(e, request);
        }
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
