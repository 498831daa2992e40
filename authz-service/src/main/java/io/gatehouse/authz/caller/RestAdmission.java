package io.gatehouse.authz.caller;

import io.gatehouse.authz.caller.Door.Admission;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Turns away REST callers who may not ask, before any handler. The configuration of the decision
 * point is for everybody; health and metrics are not served by REST resources.
 *
 * <p>A request that came through the gateway shows an internal token, bound to its body: so the body
 * is read first.
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

    /** A null item lets the request pass. */
    @ServerRequestFilter(readBody = true)
    Uni<@Nullable Response> admit(ContainerRequestContext request, HttpServerRequest http)
            throws IOException {
        if (request.getUriInfo().getPath().equals(PUBLIC)) {
            return passed();
        }
        if (request.getHeaderString(ORIGIN) != null) {
            return Uni.createFrom()
                    .item(response(new Admission.TurnedAway(false, "pages of a browser may not ask")));
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        if (GatewayDoor.isUsed(request)) {
            return gateway.admit(request, body).map(this::decided);
        }
        Shown shown =
                new Shown(
                        http.connection().remoteAddress(),
                        request.getHeaderString(HttpHeaders.AUTHORIZATION),
                        Shown.names(http.sslSession()));
        Response refusal = decided(door.admit(shown));
        return refusal == null ? passed() : Uni.createFrom().item(refusal);
    }

    private @Nullable Response decided(Admission admission) {
        return switch (admission) {
            case Admission.Admitted(Asker admitted) -> {
                asker.admitted(admitted);
                yield null;
            }
            case Admission.TurnedAway away -> response(away);
        };
    }

    private static Uni<@Nullable Response> passed() {
        return Uni.createFrom().nullItem();
    }

    private static Response response(Admission.TurnedAway away) {
        int status = away.isUnknown() ? 401 : 403;
        return Response.status(status)
                .type("application/problem+json")
                .entity(
                        """
                        {"type":"urn:gatehouse:problem:%s","title":"%s","status":%d,"detail":"%s"}\
                        """
                                .formatted(
                                        away.isUnknown() ? "unauthenticated" : "forbidden",
                                        away.isUnknown() ? "unauthenticated" : "forbidden",
                                        status,
                                        away.reason()))
                .build();
    }
}
