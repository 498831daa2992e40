package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.check.Sight;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * {@code POST /access/v1/evaluation} and {@code /access/v1/evaluations}. A body of another type
 * than JSON is 400, not 415: so every type is taken and looked at here.
 */
@Path("/access/v1")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.WILDCARD)
public class EvaluationResource {

    private final AuthzenFace face;
    private final Evaluation evaluation;

    EvaluationResource(AuthzenFace face, Evaluation evaluation) {
        this.face = face;
        this.evaluation = evaluation;
    }

    /** One decision. */
    @POST
    @Path("/evaluation")
    public Uni<Response> evaluation(byte[] body) {
        return face.answer(body, this::single);
    }

    /** Many decisions; without evaluations, one. */
    @POST
    @Path("/evaluations")
    public Uni<Response> evaluations(byte[] body) {
        return face.answer(body, this::many);
    }

    private AuthzenFace.Read single(JsonNode json) {
        Tuple tuple = Tuple.of(json, Tuple.Sought.NOTHING);
        return new AuthzenFace.Read(1, (sight, id) -> evaluation.decided(sight, tuple, id));
    }

    private AuthzenFace.Read many(JsonNode json) {
        JsonNode items = json.path("evaluations");
        if (items.isMissingNode() || (items.isArray() && items.isEmpty())) {
            return single(json);
        }
        if (!items.isArray()) {
            throw Tuple.malformed("$.evaluations", "an array");
        }
        if (items.size() > face.batchLimit()) {
            throw Tuple.malformed(
                    "$.evaluations", "an array of at most %d items".formatted(face.batchLimit()));
        }
        Tuple.requireObjects(json);
        Semantic semantic = Semantic.of(json.path("options"));
        return new AuthzenFace.Read(
                items.size(), (sight, id) -> decided(sight, json, semantic, id));
    }

    private ObjectNode decided(Sight sight, JsonNode json, Semantic semantic, String id) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode evaluations = answer.putArray("evaluations");
        for (JsonNode item : json.path("evaluations")) {
            ObjectNode one = item(sight, item, json, evaluations.size(), id);
            evaluations.add(one);
            if (semantic.endsWith(one.path("decision").booleanValue())) {
                break;
            }
        }
        return answer;
    }

    /** A broken item is a denial. */
    private ObjectNode item(Sight sight, JsonNode item, JsonNode around, int index, String id) {
        String path = "$.evaluations[%d]".formatted(index);
        try {
            if (!item.isObject()) {
                throw Tuple.malformed(path, "an object");
            }
            Tuple tuple = Tuple.of(item, around, path, Tuple.Sought.NOTHING);
            return evaluation.decided(sight, tuple, id);
        } catch (CheckRefusedException e) {
            return Evaluation.denied(e);
        }
    }
}
