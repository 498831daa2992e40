package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asker;
import io.gatehouse.authz.check.CheckRefusedException.Reason;
import io.gatehouse.authz.check.Judge.Matter;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.model.Arn;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.DenialMessage;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.snapshot.SnapshotView;

import java.time.Instant;

/**
 * Whether somebody may ask about a principal: about itself always, about another with {@code
 * gatehouse:Check} on its ARN (DESIGN 4, "Controls"). Decided by the same engine on the same view.
 */
final class Permission {

    static final String ACTION = "gatehouse:Check";

    private Permission() {}

    /** Throws {@link CheckRefusedException} FORBIDDEN for a no, and whatever the question deserves. */
    static void require(
            DecisionEngine engine, SnapshotView view, Asker asker, String about, Instant now) {
        switch (asker) {
            case Asker.Local _, Asker.Service _ -> {}
            case Asker.Known known -> {
                if (!known.arn().equals(about)) {
                    require(engine, view, known, about, now);
                }
            }
        }
    }

    private static void require(
            DecisionEngine engine, SnapshotView view, Asker.Known asker, String about, Instant now) {
        Matter matter = Judge.open(view, Question.of(request(asker, about)), now);
        String message =
                switch (matter) {
                    case Matter.Stranger stranger -> stranger.reason();
                    case Matter.Open open -> {
                        Verdict verdict = engine.decide(open.policies(), open.request());
                        yield DenialMessage.of(open.request(), verdict);
                    }
                };
        if (!message.isEmpty()) {
            throw new CheckRefusedException(Reason.FORBIDDEN, message, "principal");
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
