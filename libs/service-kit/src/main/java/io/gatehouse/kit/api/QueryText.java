package io.gatehouse.kit.api;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The query of a GET, each name once. What cannot be read, comes twice or is not known is refused
 * with InvalidInput, naming it. Immutable.
 */
public final class QueryText {

    private final Map<String, String> values;

    private QueryText(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param raw without the question mark, as sent
     */
    public static QueryText parse(String raw) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw invalid("the parameter `%s` comes twice".formatted(name));
            }
        }
        return new QueryText(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Refuses every parameter that is not one of these. */
    public void requireOnly(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw invalid("there is no parameter `%s`".formatted(name));
            }
        }
    }

    /** A plus sign is a plus sign. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("`%s` is no percent-encoded text".formatted(text));
        }
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
