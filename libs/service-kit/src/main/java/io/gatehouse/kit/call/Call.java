package io.gatehouse.kit.call;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One verified request, as a handler sees it. All of it comes from the internal token, except the
 * heads, which can only make an answer fresher.
 *
 * @param requestId under which the whole journey is logged
 * @param sourceIp address of the client, from its socket or from a configured proxy
 * @param userAgent as sent; empty when none was
 * @param heads what the gateway saw before it sent the request on: a decision is at least as fresh
 * @param invocation which a repeated request shares with the first, where the client says so
 */
public record Call(
        Caller caller,
        String requestId,
        String sourceIp,
        String userAgent,
        boolean secureTransport,
        Revision heads,
        Optional<Invocation> invocation) {

    /** Of a client that does not name its invocations. */
    public Call(
            Caller caller,
            String requestId,
            String sourceIp,
            String userAgent,
            boolean secureTransport,
            Revision heads) {
        this(caller, requestId, sourceIp, userAgent, secureTransport, heads, Optional.empty());
    }

    /** The caller's account, in which AWS's management actions happen. */
    public AccountId account() {
        return caller.account();
    }

    /** Who acts, as ARNs: the chain of assumed roles, outermost caller first, then the caller. */
    public List<String> actors() {
        List<String> actors = new ArrayList<>();
        caller.chain().stream().map(Arn::toString).forEach(actors::add);
        String self = caller.arn().toString();
        if (actors.isEmpty() || !actors.getLast().equals(self)) {
            actors.add(self);
        }
        return actors;
    }

    /** The same, to be decided on at least as fresh facts as those too. */
    public Call after(Revision further) {
        return with(caller, heads.and(further));
    }

    /** The same, in the name of another form of the same caller. */
    public Call as(Caller other) {
        return with(other, heads);
    }

    private Call with(Caller who, Revision known) {
        return new Call(who, requestId, sourceIp, userAgent, secureTransport, known, invocation);
    }
}
