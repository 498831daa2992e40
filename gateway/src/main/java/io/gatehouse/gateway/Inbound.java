package io.gatehouse.gateway;

import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it stood on the wire, and where it came from.
 *
 * @param uri path and query, as sent
 * @param headers in the order sent, repeated ones repeated
 * @param sourceIp of the peer, or of the client that a configured proxy names
 * @param secure whether the client used TLS, as far as the socket or a configured proxy says
 */
record Inbound(
        String method,
        String uri,
        List<Map.Entry<String, String>> headers,
        Buffer body,
        String sourceIp,
        boolean secure,
        String requestId) {

    /** The first header of that name, compared without case. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(h -> h.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The raw query, without the question mark; empty when there is none. */
    String query() {
        int mark = uri.indexOf('?');
        return mark < 0 ? "" : uri.substring(mark + 1);
    }

    String path() {
        int mark = uri.indexOf('?');
        return mark < 0 ? uri : uri.substring(0, mark);
    }

    /**
     * What the owning service receives as body, and what the internal token is bound to: the body,
     * or for GET the raw query, which is the form.
     */
    Buffer content() {
        return method.equals("GET") ? Buffer.buffer(query()) : body;
    }
}
