package io.gatehouse.authz.caller;

import io.vertx.core.http.HttpServerRequest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Turns away REST callers who may not ask, before any handler. Health and metrics are not behind
 * it: they are not served by REST resources.
 */
class RestAdmission {

    private static final String ORIGIN = "Origin";

    private final Door door;

    RestAdmission(Door door) {
        this.door = door;
    }

    /** Null lets the request pass. */
    @ServerRequestFilter
    @Nullable Response admit(ContainerRequestContext request, HttpServerRequest http) {
        Door.Admission admission =
                request.getHeaderString(ORIGIN) == null
                        ? door.admit(
                                http.connection().remoteAddress(),
                                request.getHeaderString(HttpHeaders.AUTHORIZATION))
                        : new Door.Admission.TurnedAway(false, "pages of a browser may not ask");
        return switch (admission) {
            case Door.Admission.Admitted _ -> null;
            case Door.Admission.TurnedAway(boolean isUnknown, String reason) ->
                    Response.status(isUnknown ? 401 : 403)
                            .type("application/problem+json")
                            .entity(
                                    """
                                    {"type":"urn:gatehouse:problem:%s","status":%d,"detail":"%s"}\
                                    """
                                            .formatted(
                                                    isUnknown ? "unauthenticated" : "forbidden",
                                                    isUnknown ? 401 : 403,
                                                    reason))
                            .build();
        };
    }
}
