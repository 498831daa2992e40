package io.gatehouse.gateway;

import io.gatehouse.gateway.Answer.Protocol;
import io.gatehouse.kit.log.RequestLog;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.util.Optional;

/**
 * The way of one request: limits, authentication, heads, forwarding. Each step that does not
 * succeed ends the journey with an error of the caller's protocol; a service that cannot be reached
 * is {@code ServiceUnavailable} (DESIGN 6, failure table). Runs on the event loop and never blocks.
 */
@ApplicationScoped
class Journey {

    private static final Logger LOG = Logger.getLogger(Journey.class);

    private final Questions questions;
    private final Upstreams upstreams;
    private final RateLimits limits;
    private final KeyAccounts keys;

    Journey(Questions questions, Upstreams upstreams, RateLimits limits, KeyAccounts keys) {
        this.questions = questions;
        this.upstreams = upstreams;
        this.limits = limits;
        this.keys = keys;
    }

    Uni<Answer> travel(Inbound inbound, Destination to, Protocol protocol) {
        boolean admitted =
                limits.admitsAddress(inbound.sourceIp())
                        && (!to.unsigned() || limits.admitsUnsigned(inbound.sourceIp()));
        if (!admitted) {
            return Uni.createFrom().item(throttled(inbound, protocol));
        }
        Foreseen foreseen = foresee(inbound, to);
        return RequestLog.here(questions.authenticate(inbound, to))
                .chain(outcome ->
                        switch (outcome) {
                            case Authenticated.As as -> onward(inbound, to, protocol, as, foreseen);
                            case Authenticated.Refused refused ->
                                    Uni.createFrom()
                                            .item(
                                                    Answer.error(
                                                            protocol,
                                                            refused.code(),
                                                            refused.message(),
                                                            inbound.requestId()));
                        })
                .onFailure()
                .recoverWithItem(failure -> unavailable(inbound, to, protocol, failure));
    }

    /**
     * Heads that were asked for before it was known whose the request is; as good as any that are
     * asked for later, if the account is the one.
     */
    private record Foreseen(Optional<String> account, Uni<Revision> policyHeads) {

        static final Foreseen NOTHING =
                new Foreseen(Optional.empty(), Uni.createFrom().item(Revision.NONE));
    }

    private Foreseen foresee(Inbound inbound, Destination to) {
        Optional<String> account = to.needsHeads() ? keys.account(inbound) : Optional.empty();
        if (account.isEmpty()) {
            return Foreseen.NOTHING;
        }
        Uni<Revision> asked =
                questions.policyHeads(account.get(), inbound, to).memoize().indefinitely();
        // At once; who needs the answer hears of a failure too.
        asked.subscribe().with(_ -> {}, _ -> {});
        return new Foreseen(account, asked);
    }

    /**
     * The way of a question whose asker authz-service admits itself: forwarded with the caller's
     * own credentials, or with none.
     */
    Uni<Answer> ask(Inbound inbound, Destination to, Optional<String> authorization) {
        if (!limits.admitsAddress(inbound.sourceIp())) {
            return Uni.createFrom().item(throttled(inbound, Protocol.JSON));
        }
        return upstreams
                .forwardAs(inbound, to, authorization)
                .onFailure()
                .recoverWithItem(failure -> unavailable(inbound, to, Protocol.JSON, failure));
    }

    private Uni<Answer> onward(
            Inbound inbound,
            Destination to,
            Protocol protocol,
            Authenticated.As as,
            Foreseen foreseen) {
        RequestLog.isOf(as.account());
        keys.learn(inbound, as.account());
        // Who signs nothing is no principal whose rate could be counted.
        if (!to.unsigned() && !limits.admitsCaller(as.arn(), as.account())) {
            return Uni.createFrom().item(throttled(inbound, protocol));
        }
        if (!to.needsHeads()) {
            return upstreams.forward(inbound, to, as.internalToken(), "");
        }
        Uni<Revision> ofPolicy =
                foreseen.account().filter(as.account()::equals).isPresent()
                        ? foreseen.policyHeads()
                        : questions.policyHeads(as.account(), inbound, to);
        return RequestLog.here(ofPolicy)
                .map(heads -> as.heads().and(heads).token())
                .chain(heads -> upstreams.forward(inbound, to, as.internalToken(), heads));
    }

    private static Answer throttled(Inbound inbound, Protocol protocol) {
        return Answer.error(protocol, ErrorCode.THROTTLING, "Rate exceeded", inbound.requestId());
    }

    private static Answer unavailable(
            Inbound inbound, Destination to, Protocol protocol, Throwable failure) {
        LOG.warnf(
                "request %s (%s) could not be served: %s",
                inbound.requestId(), to.action(), failure);
        return Answer.error(
                protocol,
                ErrorCode.SERVICE_UNAVAILABLE,
                "the service that owns this action cannot be reached at the moment",
                inbound.requestId());
    }
}
