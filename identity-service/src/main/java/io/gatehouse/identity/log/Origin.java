package io.gatehouse.identity.log;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.Admission;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;
import java.util.ArrayList;
import java.util.List;

/**
 * Who caused a command, and what had been seen when it was allowed.
 *
 * @param principalId unique id of who did it; the account id for root; {@code gatehouse} for this
 *     service itself
 * @param actor ARNs, outermost caller first
 * @param seen positions that the facts of this command wait for
 * @param behindHeads whether it was admitted by a snapshot that had not reached the heads
 */
public record Origin(
        String principalId,
        List<String> actor,
        String sourceIp,
        String userAgent,
        String requestId,
        Revision seen,
        boolean behindHeads) {

    public Origin {
        actor = List.copyOf(actor);
    }

    /** This service itself, at its first start. */
    public static Origin bootstrap(String requestId) {
        return new Origin(
                "gatehouse", List.of("gatehouse"), "", "", requestId, Revision.NONE, false);
    }

    public static Origin of(Call call, Admission admission) {
        List<String> actor = new ArrayList<>();
        call.caller().chain().stream().map(Arn::toString).forEach(actor::add);
        String self = call.caller().arn().toString();
        if (actor.isEmpty() || !actor.getLast().equals(self)) {
            actor.add(self);
        }
        return new Origin(
                call.caller().principalId(),
                actor,
                call.sourceIp(),
                call.userAgent(),
                call.requestId(),
                call.heads(),
                admission.behindHeads());
    }

    /** The same, after a remote answer that was true at {@code revision}. */
    public Origin after(Revision revision) {
        return new Origin(
                principalId,
                actor,
                sourceIp,
                userAgent,
                requestId,
                seen.and(revision),
                behindHeads);
    }
}
