package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asker;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.model.Arn;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.replica.decide.Decisions;
import io.gatehouse.snapshot.SnapshotView;

import java.time.Instant;

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
                    require(decisions.decide(view, request(known, about), now));
                }
            }
        }
    }

    private static void require(CheckResponse response) {
        if (response.getDecision() != Decision.ALLOWED) {
            throw new CheckRefusedException(Reason.FORBIDDEN, response.getMessage(), "principal");
        }
    }

    private static CheckRequest request(Asker.Known asker, String about) {
        Principal.Builder who = Principal.newBuilder();
        asker.sessionToken().ifPresentOrElse(who::setSessionToken, () -> who.setArn(asker.arn()));
        return CheckRequest.newBuilder()
                .setPrincipal(who)
                .setAction(ACTION)
                .setResource(Arn.isArn(about) ? about : "*")
                .build();
    }
}
