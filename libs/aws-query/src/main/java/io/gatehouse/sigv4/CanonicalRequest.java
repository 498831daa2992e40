package io.gatehouse.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The canonical form of a request (SEMANTICS 11, points 4 to 6): what two sides must agree on byte
 * by byte.
 */
final class CanonicalRequest {

    private CanonicalRequest() {}

    static String text(
            SignedRequest request,
            String path,
            String canonicalQuery,
            List<String> signedHeaders,
            String bodySha256) {
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        text.append(path(path)).append('\n');
        text.append(canonicalQuery).append('\n');
        for (String name : signedHeaders) {
            String value =
                    request.values(name).stream()
                            .map(CanonicalRequest::trimmed)
                            .collect(Collectors.joining(","));
            text.append(name.toLowerCase(Locale.ROOT)).append(':').append(value).append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n');
        return text.append(bodySha256).toString();
    }

    /**
     * Normalised, then encoded once more than it already is on the wire. A slash at the end stays
     * where the wire has one; dots never lead above the root.
     */
    static String path(String wirePath) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : wirePath.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String normal = "/" + String.join("/", segments);
        if (wirePath.endsWith("/") && !segments.isEmpty()) {
            normal += "/";
        }
        return UriEncoding.encode(normal.getBytes(StandardCharsets.UTF_8), true);
    }

    /** Without blanks at both ends, runs of blanks inside as one space. */
    private static String trimmed(String value) {
        StringBuilder trimmed = new StringBuilder(value.length());
        boolean wasBlank = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isBlank = c == ' ' || (c >= '\t' && c <= '\r');
            if (!isBlank) {
                trimmed.append(c);
            } else if (!wasBlank) {
                trimmed.append(' ');
            }
            wasBlank = isBlank;
        }
        if (wasBlank && !trimmed.isEmpty()) {
            trimmed.setLength(trimmed.length() - 1);
        }
        return trimmed.toString();
    }
}
