package io.gatehouse.identity.console;

import io.gatehouse.identity.log.Origin;
import io.gatehouse.internal.v1.Visitor;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Revision;

import java.util.List;

/**
 * A request of the console, as the gateway received it.
 *
 * @param secret of the cookie; empty for none. Never logged
 */
record Visit(
        String secret,
        String sourceIp,
        String userAgent,
        boolean secureTransport,
        String requestId) {

    static Visit of(Visitor visitor) {
        return new Visit(
                visitor.getSession(),
                visitor.getSourceIp(),
                visitor.getUserAgent(),
                visitor.getSecureTransport(),
                visitor.getRequestId());
    }

    /** The request as a handler sees it, in the name of the caller. */
    Call call(Caller caller, Revision heads) {
        return new Call(caller, requestId, sourceIp, userAgent, secureTransport, heads);
    }

    /** What is told of somebody who has not signed in. */
    Origin origin(AccountId account, String principal, String actor, String action, Object what) {
        return new Origin(
                account,
                principal,
                actor.isEmpty() ? List.of() : List.of(actor),
                action,
                what.toString(),
                sourceIp,
                userAgent,
                requestId,
                Revision.NONE,
                "");
    }

    @Override
    public String toString() {
        return "Visit[" + requestId + "]";
    }
}
