package io.gatehouse.kit.inbound;

import io.gatehouse.model.Revision;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer ready to be sent.
 *
 * @param revision goes out as {@code X-Gatehouse-Revision} unless it says nothing
 */
// The bytes go to the wire and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, String contentType, byte[] body, Revision revision) {

    public HttpAnswer(int status, String contentType, byte[] body) {
        this(status, contentType, body, Revision.NONE);
    }

    void writeTo(HttpServerResponse response, String requestId) {
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .putHeader("x-amzn-RequestId", requestId);
        if (!revision.positions().isEmpty()) {
            response.putHeader(Inbound.REVISION, revision.token());
        }
        if (status == 503) {
            response.putHeader("Retry-After", "1");
        }
        response.end(Buffer.buffer(body));
    }
}
