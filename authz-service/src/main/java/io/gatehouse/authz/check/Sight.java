package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asker;
import io.gatehouse.authz.v1.BatchItem;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.snapshot.SnapshotView;

/** One view and one asker, for all questions of one request. Plain synchronous code. */
public final class Sight {

    private final Decider decider;
    private final SnapshotView view;
    private final Asker asker;

    Sight(Decider decider, SnapshotView view, Asker asker) {
        this.decider = decider;
        this.view = view;
        this.asker = asker;
    }

    /** One decision, which the decision log learns; throws {@link CheckRefusedException}. */
    public CheckResponse decide(CheckRequest request) {
        return decider.decide(view, request, asker);
    }

    /** As {@link #decide}, with the failure as a part of the answer. */
    public BatchItem item(CheckRequest request) {
        return decider.item(view, request, asker);
    }

    /**
     * Whether it would be allowed: no access is being made, and the decision log does not learn of
     * it. Throws {@link CheckRefusedException}.
     */
    public boolean wouldAllow(CheckRequest request) {
        return decider.consider(view, request, asker).getDecision() == Decision.ALLOWED;
    }

    public SnapshotView view() {
        return view;
    }
}
