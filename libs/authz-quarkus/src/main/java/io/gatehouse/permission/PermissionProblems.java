package io.gatehouse.permission;

import io.gatehouse.authz.client.Answer;

import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a caller over HTTP is told (RFC 9457). */
class PermissionProblems {

    private static final Logger LOG = Logger.getLogger(PermissionProblems.class);
    private static final String TYPE = "application/problem+json";

    @ServerExceptionMapper
    Response notAuthenticated(NotAuthenticatedException e) {
        return problem(401, "unauthenticated", text(e))
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response denied(PermissionDeniedException e) {
        return problem(403, "forbidden", text(e)).build();
    }

    /** A question that is wrong is the application's fault, or the caller's token is none. */
    @ServerExceptionMapper
    Response unknown(PermissionUnknownException e) {
        LOG.warnf("nobody could say whether the caller may: %s %s", e.reason(), e.getMessage());
        return e.reason() == Answer.Cause.INVALID
                ? problem(403, "forbidden", "the caller is not known, or the resource is none")
                        .build()
                : problem(503, "unavailable", "permission cannot be asked at the moment")
                        .header("Retry-After", "1")
                        .build();
    }

    private static String text(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? "" : message;
    }

    private static Response.ResponseBuilder problem(int status, String type, String detail) {
        return Response.status(status)
                .type(TYPE)
                .entity(
                        """
                        {"type":"urn:gatehouse:problem:%s","status":%d,"detail":"%s"}\
                        """
                                .formatted(type, status, escaped(detail)));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append(' ');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
