package io.gatehouse.cli.importing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Cuts a list of entities into request bodies of moderate size; an entity is never divided. */
final class Batches {

    /**
     * Well under the gateway's limit of 1 MiB, and short enough that a request's entities are
     * written within seconds.
     */
    private static final int LARGEST_CHARACTERS = 200_000;

    private static final int MOST_ENTITIES = 50;

    private final String path;
    private final Supplier<ObjectNode> emptyBody;
    private final List<ImportRequest> requests = new ArrayList<>();
    private ObjectNode body;
    private int entities;
    private int characters;

    Batches(String path, Supplier<ObjectNode> emptyBody) {
        this.path = path;
        this.emptyBody = emptyBody;
        this.body = emptyBody.get();
    }

    /** Adds an entity to the list of that name in the body. */
    void add(String list, ObjectNode entity) {
        int size = entity.toString().length();
        if (entities > 0 && (entities == MOST_ENTITIES || characters + size > LARGEST_CHARACTERS)) {
            cut();
        }
        ArrayNode array = body.withArray(list);
        array.add(entity);
        entities++;
        characters += size;
    }

    List<ImportRequest> requests() {
        if (entities > 0) {
            cut();
        }
        return List.copyOf(requests);
    }

    private void cut() {
        requests.add(new ImportRequest(path, body, entities));
        body = emptyBody.get();
        entities = 0;
        characters = 0;
    }
}
