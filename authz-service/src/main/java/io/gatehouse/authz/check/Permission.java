package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asker;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.model.Arn;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.replica.decide.DecisionCount;
import io.gatehouse.replica.decide.Decisions;
import io.gatehouse.snapshot.SnapshotView;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether somebody may ask about a principal: about itself always, about another with {@code
 * gatehouse:Check} on its ARN (DESIGN 4, "Controls"). Decided by the same engine on the same view.
 */
final class Permission {

    static final String ACTION = "gatehouse:Check";

    private Permission() {}

    /**
     * Throws {@link CheckRefusedException} FORBIDDEN for a no, and whatever the question deserves.
     *
     * @param about ARN of the principal that is asked about
     */
    static void require(
            Decisions decisions, SnapshotView view, Asker asker, String about, Instant now) {
        switch (asker) {
            case Asker.Local _, Asker.Service _ -> {}
            case Asker.Known known -> {
                if (!known.arn().equals(about)) {
                    require(decisions.decide(view, request(known, about), now, DecisionCount.NONE));
                }
            }
        }
    }

    private static void require(CheckResponse response) {
        if (response.getDecision() != Decision.ALLOWED) {
            throw new CheckRefusedException(Reason.FORBIDDEN, response.getMessage(), "principal");
        }
    }

    /** The proof that an asker brings, which must be verified before {@link #require}. */
    static Optional<Principal> proof(Asker asker) {
        return asker instanceof Asker.Known known
                ? known.sessionToken().map(Permission::holder)
                : Optional.empty();
    }

    private static Principal holder(String sessionToken) {
        return Principal.newBuilder().setSessionToken(sessionToken).build();
    }

    private static CheckRequest request(Asker.Known asker, String about) {
        Principal who =
                asker.sessionToken()
                        .map(Permission::holder)
                        .orElseGet(() -> Principal.newBuilder().setArn(asker.arn()).build());
        return CheckRequest.newBuilder()
                .setPrincipal(who)
                .setAction(ACTION)
                .setResource(Arn.isArn(about) ? about : "*")
                .build();
    }
}
