package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asker;
import io.gatehouse.authz.v1.BatchItem;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.policy.decision.Layer;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
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
     * What the answer would be: no access is being made, and the decision log does not learn of it.
     * Throws {@link CheckRefusedException}, also where no policy decides: of a denial because the
     * facts are too old nobody can tell what it hides.
     */
    public CheckResponse consider(CheckRequest request) {
        CheckResponse response = decider.consider(view, request, asker);
        if (response.getLayer().equals(Layer.ENGINE.text())) {
            throw new CheckRefusedException(Reason.UNAVAILABLE, response.getMessage());
        }
        return response;
    }

    public SnapshotView view() {
        return view;
    }
}
