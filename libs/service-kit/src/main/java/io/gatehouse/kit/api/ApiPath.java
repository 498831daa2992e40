package io.gatehouse.kit.api;

import java.util.Map;
import java.util.Optional;

/**
 * What a request's path and query say.
 *
 * @param parameters of the path, decoded, by name
 * @param query of a GET
 */
public record ApiPath(Map<String, String> parameters, QueryText query) {

    public ApiPath {
        parameters = Map.copyOf(parameters);
    }

    /** A parameter that the route's path names. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter `" + name + "`");
        }
        return value;
    }

    public Optional<String> queried(String name) {
        return query.value(name);
    }
}
