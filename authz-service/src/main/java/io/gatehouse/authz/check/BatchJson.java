package io.gatehouse.authz.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.BatchItem;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.Question;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON of a batch. An item that cannot be read spoils only itself: its error stands in its
 * place.
 */
final class BatchJson {

    private final CheckRequest shared;
    private final List<CheckRequest> readable = new ArrayList<>();

    /** In order of the items; empty for those that could be read. */
    private final List<Optional<CheckRefusedException>> errors = new ArrayList<>();

    private BatchJson(CheckRequest shared) {
        this.shared = shared;
    }

    /** Throws {@link CheckRefusedException} where the batch as a whole cannot be read. */
    static BatchJson of(JsonNode json, String requestId) {
        BatchJson batch =
                new BatchJson(CheckJson.request(json.path("shared"), "$.shared", requestId));
        if (!json.path("items").isArray()) {
            throw Question.invalid("items", "$.items must be an array");
        }
        for (JsonNode item : json.path("items")) {
            batch.add(item, "$.items[%d]".formatted(batch.errors.size()), requestId);
        }
        return batch;
    }

    private void add(JsonNode item, String path, String requestId) {
        try {
            if (!item.isObject()) {
                throw Question.invalid("items", path + " must be an object");
            }
            readable.add(CheckJson.request(item, path, requestId));
            errors.add(Optional.empty());
        } catch (CheckRefusedException e) {
            errors.add(Optional.of(e));
        }
    }

    BatchCheckRequest request() {
        return BatchCheckRequest.newBuilder().setShared(shared).addAllItems(readable).build();
    }

    ObjectNode answer(BatchCheckResponse response) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        int next = 0;
        for (Optional<CheckRefusedException> error : errors) {
            if (error.isPresent()) {
                put(items.addObject(), error.get().reason().grpcStatus(), error.get().text());
            } else {
                put(items.addObject(), response.getItems(next++));
            }
        }
        return json;
    }

    private static void put(ObjectNode item, BatchItem answered) {
        if (answered.hasResponse()) {
            item.set("response", AnswerJson.of(answered.getResponse()));
        } else {
            put(item, answered.getError().getCode(), answered.getError().getMessage());
        }
    }

    private static void put(ObjectNode item, int code, String message) {
        item.putObject("error").put("code", code).put("message", message);
    }
}
