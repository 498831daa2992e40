package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;

import java.util.List;

/**
 * One question: subject, action, resource, context. Reads what a request has and refuses what does
 * not fit with its path; fields that nobody knows are ignored.
 *
 * @param context an object, or missing
 */
record Tuple(Entity subject, Entity.Action action, Entity resource, JsonNode context) {

    /** What a search leaves out. */
    enum Sought {
        NOTHING,
        SUBJECT,
        RESOURCE,
        ACTION
    }

    private static final JsonNode MISSING = MissingNode.getInstance();

    Tuple withSubject(String id) {
        return new Tuple(subject.withId(id), action, resource, context);
    }

    Tuple withResource(String id) {
        return new Tuple(subject, action, resource.withId(id), context);
    }

    Tuple withAction(String name) {
        return new Tuple(subject, action.withName(name), resource, context);
    }

    static Tuple of(JsonNode json, Sought sought) {
        return of(json, MISSING, "$", sought);
    }

    /**
     * @param defaults the request around an evaluation: its entities count where the evaluation has
     *     none, and its type, id and name where the evaluation's entity lacks them
     */
    static Tuple of(JsonNode json, JsonNode defaults, String path, Sought sought) {
        return new Tuple(
                entity(json, defaults, "subject", path, sought != Sought.SUBJECT),
                action(json, defaults, path, sought != Sought.ACTION),
                entity(json, defaults, "resource", path, sought != Sought.RESOURCE),
                context(json, defaults, path));
    }

    /** Refuses defaults of the wrong type: that is the whole request's fault, not an item's. */
    static void requireObjects(JsonNode json) {
        for (String field : List.of("subject", "action", "resource", "context", "options")) {
            JsonNode value = json.path(field);
            if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
                throw malformed("$." + field, "an object");
            }
        }
    }

    private static Entity entity(
            JsonNode json, JsonNode defaults, String field, String path, boolean needsId) {
        JsonNode own = chosen(json, defaults, field, path + '.' + field);
        JsonNode spare = defaults.path(field);
        return new Entity(
                text(own, spare, "type", path + '.' + field, true),
                needsId ? text(own, spare, "id", path + '.' + field, true) : "",
                properties(own, path + '.' + field));
    }

    private static Entity.Action action(
            JsonNode json, JsonNode defaults, String path, boolean isNeeded) {
        if (!isNeeded) {
            return new Entity.Action("", MISSING);
        }
        JsonNode own = chosen(json, defaults, "action", path + ".action");
        return new Entity.Action(
                text(own, defaults.path("action"), "name", path + ".action", true),
                properties(own, path + ".action"));
    }

    private static JsonNode context(JsonNode json, JsonNode defaults, String path) {
        JsonNode own = json.has("context") ? json.path("context") : defaults.path("context");
        if (own.isMissingNode() || own.isNull()) {
            return MISSING;
        }
        if (!own.isObject()) {
            throw malformed(path + ".context", "an object");
        }
        return own;
    }

    private static JsonNode chosen(JsonNode json, JsonNode defaults, String field, String path) {
        JsonNode own = json.has(field) ? json.path(field) : defaults.path(field);
        if (!own.isObject()) {
            throw malformed(path, "an object");
        }
        return own;
    }

    private static JsonNode properties(JsonNode entity, String path) {
        JsonNode properties = entity.path("properties");
        if (properties.isMissingNode() || properties.isNull()) {
            return MISSING;
        }
        if (!properties.isObject()) {
            throw malformed(path + ".properties", "an object");
        }
        return properties;
    }

    private static String text(
            JsonNode entity, JsonNode spare, String field, String path, boolean isNeeded) {
        JsonNode value = entity.has(field) ? entity.path(field) : spare.path(field);
        if (!value.isTextual() || (isNeeded && value.textValue().isEmpty())) {
            throw malformed(path + '.' + field, "a string");
        }
        return value.textValue();
    }

    static CheckRefusedException malformed(String path, String what) {
        return new CheckRefusedException(
                Reason.INVALID, "%s must be %s".formatted(path, what), path);
    }
}
