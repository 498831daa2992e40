package io.gatehouse.authz.refusal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.replica.decide.CheckRefusedException;

import jakarta.ws.rs.core.Response;

import java.util.Locale;

/** Problem details (RFC 9457), with the id of the request in body and header. */
public final class Problems {

    public static final String TYPE = "application/problem+json";
    private static final String URN = "urn:gatehouse:problem:";

    private Problems() {}

    /** Of a question that gets no decision. */
    public static Response of(CheckRefusedException refused, String requestId) {
        String reason = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        ObjectNode problem = json(reason, refused.reason().httpStatus(), refused.text(), requestId);
        if (!refused.field().isEmpty()) {
            problem.put("field", refused.field());
        }
        return response(refused.reason().httpStatus(), problem, requestId);
    }

    /** Of a request that is no question: what HTTP itself calls wrong. */
    public static Response ofHttp(int status, String detail, String requestId) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String reason =
                known == null
                        ? "http-" + status
                        : known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        return response(status, json(reason, status, detail, requestId), requestId);
    }

    /** The body alone. */
    public static ObjectNode json(String reason, int status, String detail, String requestId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", URN + reason)
                .put("title", reason.replace('-', ' '))
                .put("status", status)
                .put("detail", detail)
                .put("request_id", requestId);
    }

    private static Response response(int status, ObjectNode problem, String requestId) {
        return Response.status(status)
                .type(TYPE)
                .header(RequestId.HEADER, requestId)
                .entity(problem.toString())
                .build();
    }
}
