package io.gatehouse.identity.federation;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The form of a token exchange. A parameter given twice is refused (RFC 6749, 3.2). */
record ExchangeForm(Map<String, String> values) {

    ExchangeForm {
        values = Map.copyOf(values);
    }

    static ExchangeForm read(byte[] body) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = decoded(pair.substring(0, equals));
                if (values.put(name, decoded(pair.substring(equals + 1))) != null) {
                    throw wrong("`%s` is given twice".formatted(name));
                }
            }
        }
        return new ExchangeForm(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("the form is not percent-encoded");
        }
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String require(String name) {
        return value(name).orElseThrow(() -> wrong("`%s` is missing".formatted(name)));
    }

    void requireOneOf(String name, String only) {
        if (!require(name).equals(only)) {
            throw wrong("`%s` must be `%s`".formatted(name, only));
        }
    }

    Optional<Duration> seconds(String name) {
        return value(name)
                .map(text -> {
                    if (!text.matches("[0-9]{1,6}")) {
                        throw wrong("`%s` is a number of seconds".formatted(name));
                    }
                    return Duration.ofSeconds(Long.parseLong(text));
                });
    }

    private static RefusedException wrong(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }

    /** Holds a token. */
    @Override
    public String toString() {
        return "ExchangeForm" + values.keySet();
    }
}
