package io.gatehouse.authz.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.caller.Asking;
import io.gatehouse.authz.refusal.Problems;
import io.gatehouse.authz.rest.JsonBody;
import io.gatehouse.authz.rest.RestRequest;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.Question;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The REST face of {@link Checks}: JSON in and out, problem details (RFC 9457) for what gets no
 * decision. A denial is an answer: status 200. {@code X-Request-ID} is echoed.
 */
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CheckResource {

    private final Checks checks;
    private final JsonBody bodies;
    private final RestRequest request;

    CheckResource(Checks checks, JsonBody bodies, RestRequest request) {
        this.checks = checks;
        this.bodies = bodies;
        this.request = request;
    }

    /** One decision. */
    @POST
    @Path("/check")
    public Uni<Response> check(byte[] body) {
        return answer(
                body,
                (json, id, asking) ->
                        checks.check(CheckJson.request(json, "$", id), asking).map(AnswerJson::of));
    }

    /** One decision with its trace. */
    @POST
    @Path("/explain")
    public Uni<Response> explain(byte[] body) {
        return answer(
                body,
                (json, id, asking) ->
                        checks.explain(CheckJson.request(json, "$", id), asking)
                                .map(AnswerJson::of));
    }

    /** Many decisions: {@code {"shared": {…}, "items": [{…}, …]}}. */
    @POST
    @Path("/batch-check")
    public Uni<Response> batch(byte[] body) {
        return answer(
                body,
                (json, id, asking) -> {
                    BatchJson batch = BatchJson.of(json, id);
                    return checks.batch(batch.request(), asking).map(batch::answer);
                });
    }

    /** Those of the candidate actions that are allowed: {@code {"actions": [ … ], …}}. */
    @POST
    @Path("/allowed-actions")
    public Uni<Response> allowedActions(byte[] body) {
        return answer(
                body,
                (json, id, asking) ->
                        checks.allowedActions(CheckJson.allowedActions(json, id), asking)
                                .map(AnswerJson::of));
    }

    private interface Face {
        Uni<ObjectNode> ask(JsonNode json, String requestId, Asking asking);
    }

    private Uni<Response> answer(byte[] body, Face face) {
        String id = request.id();
        return request.asking(body)
                .chain(asking -> face.ask(read(body), id, asking))
                .map(json -> Response.ok(json).header(RestRequest.REQUEST_ID, id).build())
                .onFailure(CheckRefusedException.class)
                .recoverWithItem(refused -> Problems.of(refused, id));
    }

    private JsonNode read(byte[] body) {
        try {
            return bodies.object(body);
        } catch (IllegalArgumentException e) {
            throw Question.invalid(e.getMessage());
        }
    }
}
