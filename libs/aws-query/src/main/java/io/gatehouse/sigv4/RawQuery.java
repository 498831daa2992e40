package io.gatehouse.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A query as it stands in the URI, for signing. A {@code +} is refused: it would be signed as a
 * plus and read as a space, so a signed plus could be turned into a space on the way.
 */
record RawQuery(List<Parameter> parameters) {

    /**
     * One parameter, name and value encoded as RFC 3986 has it.
     *
     * @param plainName decoded, to be looked up by
     * @param plainValue decoded
     */
    record Parameter(String name, String value, String plainName, String plainValue) {}

    private static final Comparator<Parameter> CANONICAL =
            Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

    static RawQuery parse(String query) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : query.split("&")) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            byte[] name = decode(equals < 0 ? part : part.substring(0, equals));
            byte[] value = decode(equals < 0 ? "" : part.substring(equals + 1));
            parameters.add(
                    new Parameter(
                            UriEncoding.encode(name, false),
                            UriEncoding.encode(value, false),
                            new String(name, StandardCharsets.UTF_8),
                            new String(value, StandardCharsets.UTF_8)));
        }
        return new RawQuery(List.copyOf(parameters));
    }

    /** Plain values of a parameter; its name compares exactly. */
    List<String> values(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.plainName().equals(name))
                .map(Parameter::plainValue)
                .toList();
    }

    /** Sorted by encoded name, then value; an empty value keeps its equals sign. */
    String canonicalWithout(String name) {
        StringBuilder canonical = new StringBuilder();
        parameters.stream()
                .filter(parameter -> !parameter.plainName().equals(name))
                .sorted(CANONICAL)
                .forEach(parameter -> {
                    canonical.append(canonical.isEmpty() ? "" : "&");
                    canonical.append(parameter.name()).append('=').append(parameter.value());
                });
        return canonical.toString();
    }

    private static byte[] decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '+') {
                throw UnreadableSignatureException.incomplete(
                        "A plus in the query string must be written as %%2B, a space as %%20.");
            }
            if (b != '%') {
                decoded.write(b);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw UnreadableSignatureException.incomplete(
                        "The query string holds a percent sign without two hexadecimal digits.");
            }
            decoded.write(high << 4 | low);
            i += 2;
        }
        return decoded.toByteArray();
    }
}
