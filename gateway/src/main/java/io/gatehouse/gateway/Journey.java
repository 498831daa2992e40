package io.gatehouse.gateway;

import io.gatehouse.gateway.Answer.Protocol;
import io.gatehouse.kit.log.RequestLog;
import io.gatehouse.model.ErrorCode;
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

    Journey(Questions questions, Upstreams upstreams, RateLimits limits) {
        this.questions = questions;
        this.upstreams = upstreams;
        this.limits = limits;
    }

    Uni<Answer> travel(Inbound inbound, Destination to, Protocol protocol) {
        boolean admitted =
                limits.admitsAddress(inbound.sourceIp())
                        && (!to.unsigned() || limits.admitsUnsigned(inbound.sourceIp()));
        if (!admitted) {
            return Uni.createFrom().item(throttled(inbound, protocol));
        }
        return RequestLog.here(questions.authenticate(inbound, to))
                .chain(outcome ->
                        switch (outcome) {
                            case Authenticated.As as -> onward(inbound, to, protocol, as);
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
            Inbound inbound, Destination to, Protocol protocol, Authenticated.As as) {
        RequestLog.isOf(as.account());
        // Who signs nothing is no principal whose rate could be counted.
        if (!to.unsigned() && !limits.admitsCaller(as.arn(), as.account())) {
            return Uni.createFrom().item(throttled(inbound, protocol));
        }
        Uni<String> heads =
                to.needsHeads()
                        ? questions.heads(Consulted.by(as.account(), inbound, to))
                        : Uni.createFrom().item("");
        return heads.chain(known -> upstreams.forward(inbound, to, as.internalToken(), known));
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
