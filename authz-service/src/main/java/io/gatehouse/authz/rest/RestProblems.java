package io.gatehouse.authz.rest;

import io.gatehouse.authz.refusal.Problems;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Problem details for requests that reach no question: what is wrong with them as HTTP. */
class RestProblems {

    private static final Logger LOG = Logger.getLogger(RestProblems.class);

    private final RestRequest request;

    RestProblems(RestRequest request) {
        this.request = request;
    }

    @ServerExceptionMapper
    Response ofHttp(WebApplicationException failure, ContainerRequestContext context) {
        Response response = failure.getResponse();
        if (response.hasEntity()) {
            return response;
        }
        int status = response.getStatus();
        return Problems.ofHttp(status, detail(status, context, failure), request.id());
    }

    /** A fault is told as one, and never as an answer. */
    @ServerExceptionMapper
    Response ofFault(RuntimeException failure) {
        LOG.errorf(failure, "request `%s` failed", request.id());
        return Problems.ofHttp(500, "the request failed; nothing was allowed", request.id());
    }

    private static String detail(
            int status, ContainerRequestContext context, WebApplicationException failure) {
        String path = context.getUriInfo().getPath();
        return switch (status) {
            case 404 -> "there is nothing at `%s`".formatted(path);
            case 405 -> "`%s` does not take %s".formatted(path, context.getMethod());
            case 406 -> "`%s` answers with application/json".formatted(path);
            case 413 -> "the body is larger than a request may be";
            case 415 -> "the content type must be application/json";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
