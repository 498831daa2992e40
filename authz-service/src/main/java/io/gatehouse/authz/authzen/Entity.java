package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A subject or resource.
 *
 * @param id empty where it is searched for
 * @param properties an object, or missing
 */
record Entity(String type, String id, JsonNode properties) {

    Entity withId(String other) {
        return new Entity(type, other, properties);
    }

    /**
     * An action.
     *
     * @param name empty where it is searched for
     * @param properties an object, or missing
     */
    record Action(String name, JsonNode properties) {
        Action withName(String other) {
            return new Action(other, properties);
        }
    }
}
