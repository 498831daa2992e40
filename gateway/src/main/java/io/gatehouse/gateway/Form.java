package io.gatehouse.gateway;

import io.vertx.core.buffer.Buffer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The two parameters of a form that the gateway reads: {@code Action} and {@code Version}. */
final class Form {

    private Form() {}

    /**
     * The parameter's value. Given twice it is refused, since two readers might choose differently.
     *
     * @throws IllegalArgumentException when the form cannot be decoded or gives the name twice
     */
    static Optional<String> parameter(Buffer form, String name) {
        String text = form.toString(StandardCharsets.UTF_8);
        Optional<String> found = Optional.empty();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('&', from);
            if (end < 0) {
                end = text.length();
            }
            int equals = text.indexOf('=', from);
            if (equals > from && equals < end && decoded(text, from, equals).equals(name)) {
                if (found.isPresent()) {
                    throw new IllegalArgumentException("`%s` is given twice".formatted(name));
                }
                found = Optional.of(decoded(text, equals + 1, end));
            }
            from = end + 1;
        }
        return found;
    }

    private static String decoded(String text, int from, int to) {
        return URLDecoder.decode(text.substring(from, to), StandardCharsets.UTF_8);
    }
}
