package io.gatehouse.authz.caller;

import io.gatehouse.authz.caller.Door.Admission;
import io.gatehouse.authz.refusal.Problems;
import io.gatehouse.authz.refusal.RequestId;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.vertx.core.http.HttpServerRequest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Turns away REST callers who may not ask, before any handler. The configuration of the decision
 * point is for everybody; health and metrics are not served by REST resources.
 *
 * <p>A request that came through the gateway shows an internal token, bound to its body: it is
 * admitted by {@link RestAsker}, once its handler has read the body.
 */
class RestAdmission {

    private static final String ORIGIN = "Origin";
    private static final String PUBLIC = "/.well-known/authzen-configuration";

    private final Door door;
    private final GatewayDoor gateway;
    private final RestAsker asker;

    RestAdmission(Door door, GatewayDoor gateway, RestAsker asker) {
        this.door = door;
        this.gateway = gateway;
        this.asker = asker;
    }

    /** Null lets the request pass. */
    @ServerRequestFilter
    @Nullable Response admit(ContainerRequestContext request, HttpServerRequest http) {
        if (request.getUriInfo().getPath().equals(PUBLIC)) {
            return null;
        }
        if (request.getHeaderString(ORIGIN) != null) {
            return response(
                    new Admission.TurnedAway(false, "pages of a browser may not ask"), request);
        }
        if (GatewayDoor.isUsed(request)) {
            asker.pending(gateway.of(request));
            return null;
        }
        Shown shown =
                new Shown(
                        http.connection().remoteAddress(),
                        request.getHeaderString(HttpHeaders.AUTHORIZATION),
                        Shown.names(http.sslSession()));
        return switch (door.admit(shown)) {
            case Admission.Admitted(Asker admitted) -> {
                asker.admitted(admitted);
                yield null;
            }
            case Admission.TurnedAway away -> response(away, request);
        };
    }

    private static Response response(Admission.TurnedAway away, ContainerRequestContext request) {
        return Problems.of(
                new CheckRefusedException(
                        away.isUnknown() ? Reason.UNAUTHENTICATED : Reason.FORBIDDEN,
                        away.reason()),
                RequestId.of(request.getHeaderString(RequestId.HEADER)));
    }
}
