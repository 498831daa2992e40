package io.gatehouse.authz.caller;

import io.gatehouse.authz.caller.Door.Admission;
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

    Uni<Admission> admit(ContainerRequestContext request, byte[] body) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(Door.BEARER)) {
            return Uni.createFrom().item(refused());
        }
        TokenBinding binding =
                TokenBinding.of(
                        ServiceName.AUTHZ.wire(),
                        request.getMethod() + " " + request.getUriInfo().getPath(),
                        body,
                        request.getHeaderString(Inbound.REQUEST_ID));
        return tokens.verify(
                        authorization.substring(Door.BEARER.length()), binding, Revision.NONE)
                .<Admission>map(call -> new Admission.Admitted(asker(call.caller())))
                .onFailure(RefusedException.class)
                .recoverWithItem(GatewayDoor::refused);
    }

    private static Asker asker(Caller caller) {
        return new Asker.Known(
                caller.arn().toString(), caller.session().map(token -> token.text()));
    }

    private static Admission refused() {
        return new Admission.TurnedAway(true, "the internal token is not valid for this request");
    }
}
