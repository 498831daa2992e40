package io.gatehouse.authz.rest;

import io.gatehouse.authz.refusal.Problems;
import io.gatehouse.authz.refusal.RequestId;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says what is wrong with a body that announces itself as larger than Quarkus takes, which would
 * otherwise end the request without a word.
 */
@ApplicationScoped
class BodyLimit {

    private static final int TOO_LARGE = 413;

    /**
     * So many times the limit are read and thrown away, so that the client has its answer before
     * the connection ends; what is larger than that is cut off.
     */
    private static final int DRAINED = 16;

    /** Before the check that only closes. */
    private static final int FIRST = Integer.MAX_VALUE;

    private final long most;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.most = most.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, FIRST);
    }

    private void look(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (length(request) <= most) {
            context.next();
            return;
        }
        if (length(request) > DRAINED * most) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        String id = RequestId.of(request.getHeader(RequestId.HEADER));
        String detail = "the body is larger than %d bytes".formatted(most);
        var _ =
                context.response()
                        .setStatusCode(TOO_LARGE)
                        .putHeader(HttpHeaders.CONTENT_TYPE, Problems.TYPE)
                        .putHeader(RequestId.HEADER, id)
                        .end(
                                Problems.json("request-entity-too-large", TOO_LARGE, detail, id)
                                        .toString());
    }

    /** As announced; a body that announces nothing is cut off where it exceeds the limit. */
    private static long length(HttpServerRequest request) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return announced == null ? 0 : Long.parseLong(announced);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
