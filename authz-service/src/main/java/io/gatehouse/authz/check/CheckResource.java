package io.gatehouse.authz.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.Question;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/**
 * The REST face of {@link Checks}: JSON in and out, problem details (RFC 9457) for what gets no
 * decision. A denial is an answer: status 200. {@code X-Request-ID} is echoed.
 */
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CheckResource {

    private static final String REQUEST_ID = "X-Request-ID";
    private static final String PROBLEM = "application/problem+json";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Checks checks;
    private final ObjectMapper mapper;

    CheckResource(Checks checks, ObjectMapper mapper) {
        this.checks = checks;
        this.mapper = mapper;
    }

    /** One decision. */
    @POST
    @Path("/check")
    public Uni<Response> check(@HeaderParam(REQUEST_ID) @Nullable String asked, byte[] body) {
        String id = id(asked);
        return answer(
                body, id, json -> checks.check(single(json, id), DEADLINE).map(AnswerJson::of));
    }

    /** One decision with its trace. */
    @POST
    @Path("/explain")
    public Uni<Response> explain(@HeaderParam(REQUEST_ID) @Nullable String asked, byte[] body) {
        String id = id(asked);
        return answer(
                body, id, json -> checks.explain(single(json, id), DEADLINE).map(AnswerJson::of));
    }

    /** Many decisions: {@code {"shared": {…}, "items": [{…}, …]}}. */
    @POST
    @Path("/batch-check")
    public Uni<Response> batch(@HeaderParam(REQUEST_ID) @Nullable String asked, byte[] body) {
        String id = id(asked);
        return answer(
                body, id, json -> checks.batch(batch(json, id), DEADLINE).map(AnswerJson::of));
    }

    private static CheckRequest single(JsonNode json, String id) {
        return CheckJson.request(json, "$", id);
    }

    private static BatchCheckRequest batch(JsonNode json, String id) {
        BatchCheckRequest.Builder batch =
                BatchCheckRequest.newBuilder()
                        .setShared(CheckJson.request(json.path("shared"), "$.shared", id));
        if (!json.path("items").isArray()) {
            throw Question.invalid("$.items must be an array");
        }
        for (JsonNode item : json.path("items")) {
            String path = "$.items[%d]".formatted(batch.getItemsCount());
            if (!item.isObject()) {
                throw Question.invalid(path + " must be an object");
            }
            batch.addItems(CheckJson.request(item, path, id));
        }
        return batch.build();
    }

    private Uni<Response> answer(
            byte[] body, String id, Function<JsonNode, Uni<ObjectNode>> question) {
        return Uni.createFrom()
                .item(() -> CheckJson.tree(mapper, body))
                .chain(question::apply)
                .map(json -> Response.ok(json).header(REQUEST_ID, id).build())
                .onFailure(CheckRefusedException.class)
                .recoverWithItem(refused -> problem(refused, id));
    }

    private static Response problem(CheckRefusedException refused, String id) {
        return Response.status(refused.reason().httpStatus())
                .type(PROBLEM)
                .header(REQUEST_ID, id)
                .entity(AnswerJson.problem(refused, id).toString())
                .build();
    }

    private static String id(@Nullable String asked) {
        return asked == null || asked.isBlank() ? UUID.randomUUID().toString() : asked;
    }
}
