package io.gatehouse.authz.caller;

import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.InternalTokenVerifier;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.call.TokenBinding;
import io.gatehouse.kit.inbound.Inbound;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;

import java.util.function.Function;

/**
 * Admits whoever signed a request that came through the gateway: its internal token says who that
 * is, and is good for this very body alone (ADR 70).
 */
@ApplicationScoped
class GatewayDoor {

    private final InternalTokenVerifier tokens;

    GatewayDoor(InternalTokenVerifier tokens) {
        this.tokens = tokens;
    }

    static boolean isUsed(ContainerRequestContext request) {
        return request.getHeaderString(Inbound.REQUEST_ID) != null;
    }

    /** Gives the asker for the body that the request turns out to have. */
    Function<byte[], Uni<Asker>> of(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        String token =
                authorization != null && authorization.startsWith(Door.BEARER)
                        ? authorization.substring(Door.BEARER.length())
                        : "";
        String action = request.getMethod() + " " + request.getUriInfo().getPath();
        String requestId = request.getHeaderString(Inbound.REQUEST_ID);
        return body ->
                tokens.verify(
                                token,
                                TokenBinding.of(ServiceName.AUTHZ.wire(), action, body, requestId),
                                Revision.NONE)
                        .map(call -> asker(call.caller()))
                        .onFailure(RefusedException.class)
                        .transform(_ ->
                                new NotAdmittedException(
                                        "the internal token is not valid for this request"));
    }

    private static Asker asker(Caller caller) {
        return new Asker.Known(
                caller.arn().toString(), caller.session().map(token -> token.text()));
    }
}
