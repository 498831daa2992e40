package io.gatehouse.identity.log;

import io.gatehouse.eventstore.InvocationKey;
import io.gatehouse.kit.actions.RepeatedWrites;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.Admission;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Revision;

import java.util.List;
import java.util.Optional;

/**
 * Who asks for what, from where, and what had been seen when it was allowed.
 *
 * @param account of who asks
 * @param principalId unique id of who asks; the account id for root; {@code gatehouse} for this
 *     service itself
 * @param actor ARNs, outermost caller first
 * @param action such as {@code iam:CreateUser}
 * @param resource an ARN or {@code *}
 * @param seen positions that the facts of a command wait for
 * @param note how it was allowed, where that was not as usual; else empty
 * @param invocation of a request that its client may repeat: it is carried out once
 */
public record Origin(
        AccountId account,
        String principalId,
        List<String> actor,
        String action,
        String resource,
        String sourceIp,
        String userAgent,
        String requestId,
        Revision seen,
        String note,
        Optional<InvocationKey> invocation) {

    private static final String BEHIND = "admitted by a snapshot behind the heads";

    public Origin {
        actor = List.copyOf(actor);
    }

    /** Of a request that is not known again. */
    public Origin(
            AccountId account,
            String principalId,
            List<String> actor,
            String action,
            String resource,
            String sourceIp,
            String userAgent,
            String requestId,
            Revision seen,
            String note) {
        this(
                account,
                principalId,
                actor,
                action,
                resource,
                sourceIp,
                userAgent,
                requestId,
                seen,
                note,
                Optional.empty());
    }

    /** This service itself, at its first start. */
    public static Origin bootstrap(AccountId account, String requestId) {
        return ofItself(account, "gatehouse:Bootstrap", requestId);
    }

    /** This service itself, when a time has come or the operator of the machine asks. */
    public static Origin ofItself(AccountId account, String action, String requestId) {
        return new Origin(
                account,
                "gatehouse",
                List.of("gatehouse"),
                action,
                "*",
                "",
                "",
                requestId,
                Revision.NONE,
                "");
    }

    public static Origin of(Call call, ActionName action, Object resource) {
        return new Origin(
                call.account(),
                call.caller().principalId(),
                call.actors(),
                action.toString(),
                resource.toString(),
                call.sourceIp(),
                call.userAgent(),
                call.requestId(),
                call.heads(),
                "",
                RepeatedWrites.keyOf(call));
    }

    /** The same, with a note where the admission was by an old snapshot. */
    Origin admitted(Admission admission) {
        return admission.behindHeads() ? with(seen, BEHIND) : this;
    }

    /** The same, after a remote answer that was true at {@code revision}. */
    public Origin after(Revision revision) {
        return with(seen.and(revision), note);
    }

    /** The same, for another account that it concerns. */
    public Origin toldTo(AccountId other) {
        return new Origin(
                other,
                principalId,
                actor,
                action,
                resource,
                sourceIp,
                userAgent,
                requestId,
                seen,
                note,
                Optional.empty());
    }

    private Origin with(Revision nowSeen, String nowNote) {
        return new Origin(
                account,
                principalId,
                actor,
                action,
                resource,
                sourceIp,
                userAgent,
                requestId,
                nowSeen,
                nowNote,
                invocation);
    }
}
