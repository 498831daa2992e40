package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.caller.Asking;
import io.gatehouse.authz.check.Checks;
import io.gatehouse.authz.check.Sight;
import io.gatehouse.authz.rest.JsonBody;
import io.gatehouse.authz.rest.RestRequest;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.util.function.Function;

/**
 * What AuthZEN's endpoints do alike: JSON in, JSON out, {@code X-Request-ID} echoed, an error
 * message as text for what gets no answer. {@code X-Gatehouse-At-Least} takes a revision token.
 */
@ApplicationScoped
class AuthzenFace {

    private static final String AT_LEAST = "X-Gatehouse-At-Least";

    private final Checks checks;
    private final JsonBody bodies;
    private final RestRequest request;

    AuthzenFace(Checks checks, JsonBody bodies, RestRequest request) {
        this.checks = checks;
        this.bodies = bodies;
        this.request = request;
    }

    /** The answer to a request that was read. */
    interface Answerer {
        ObjectNode answer(Sight sight, String requestId);
    }

    /**
     * @param read of the body: to how many decisions it will take and how to answer
     */
    Uni<Response> answer(byte[] body, Function<JsonNode, Read> read) {
        String id = request.id();
        String atLeast = request.header(AT_LEAST).orElse("");
        boolean isJson = request.isJson();
        return request.asking(body)
                .chain(asking -> answer(read.apply(tree(body, isJson)), atLeast, asking, id))
                .map(json ->
                        Response.ok(json, MediaType.APPLICATION_JSON)
                                .header(RestRequest.REQUEST_ID, id)
                                .build())
                .onFailure(CheckRefusedException.class)
                .recoverWithItem(refused -> refused(refused, id));
    }

    private Uni<ObjectNode> answer(Read read, String atLeast, Asking asking, String id) {
        return checks.sight(atLeast, asking, read.decisions)
                .map(sight -> read.answerer.answer(sight, id));
    }

    record Read(int decisions, Answerer answerer) {}

    int batchLimit() {
        return checks.batchLimit();
    }

    private JsonNode tree(byte[] body, boolean isJson) {
        if (!isJson) {
            throw new CheckRefusedException(
                    Reason.INVALID, "the content type must be application/json", "Content-Type");
        }
        try {
            return bodies.object(body);
        } catch (IllegalArgumentException e) {
            throw new CheckRefusedException(Reason.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static Response refused(CheckRefusedException refused, String id) {
        return Response.status(refused.reason().httpStatus())
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .header(RestRequest.REQUEST_ID, id)
                .entity(refused.text())
                .build();
    }
}
