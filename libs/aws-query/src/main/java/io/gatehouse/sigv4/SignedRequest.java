package io.gatehouse.sigv4;

import java.util.List;

/**
 * A request as it came over the wire.
 *
 * @param uri path and query, exactly as received; no scheme, no host
 * @param headers in the order received, repeated ones repeated
 * @param body its exact bytes; not copied
 */
// The bytes are read once and never compared; a copy of a megabyte would gain nothing.
@SuppressWarnings("ArrayRecordComponent")
public record SignedRequest(String method, String uri, List<Header> headers, byte[] body) {

    public SignedRequest {
        headers = List.copyOf(headers);
    }

    /** One header line. */
    public record Header(String name, String value) {}

    /** Values of a header, whatever the case of its name. */
    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** Headers may hold a session token, the body a password. */
    @Override
    public String toString() {
        return "SignedRequest[%s, %d headers, %d bytes]"
                .formatted(method, headers.size(), body.length);
    }
}
