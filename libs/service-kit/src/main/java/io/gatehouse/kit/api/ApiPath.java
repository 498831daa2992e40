package io.gatehouse.kit.api;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request's path and query say.
 *
 * @param parameters of the path, decoded, by name
 * @param query of a GET, decoded, by name
 */
public record ApiPath(Map<String, String> parameters, Map<String, String> query) {

    public ApiPath {
        parameters = Map.copyOf(parameters);
        query = Map.copyOf(query);
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
        return Optional.ofNullable(query.get(name));
    }

    /** Reads a raw query; a name that comes twice and a broken escape are refused. */
    static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String part : raw.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            if (query.putIfAbsent(name, value) != null) {
                throw RefusedException.of(
                        ErrorCode.INVALID_INPUT, "`%s` is given twice".formatted(name));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "the query has a broken escape: `%s`".formatted(text));
        }
    }
}
