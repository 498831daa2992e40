package io.gatehouse.kit.inbound;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads a request's body as its exact bytes, at most {@link #LIMIT} of them. Vert.x's own form
 * decoding is not used: the hash of these bytes is what the internal token is bound to.
 */
final class BoundedBody {

    /** 1 MiB, the same as at the gateway. */
    static final int LIMIT = 1 << 20;

    private BoundedBody() {}

    /** Must be called before the first chunk is read; fails with RequestEntityTooLarge. */
    static Uni<byte[]> read(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        return Uni.createFrom()
                .emitter(emitter -> {
                    request.exceptionHandler(emitter::fail);
                    request.handler(chunk -> {
                        if (body.length() + chunk.length() > LIMIT) {
                            request.handler(_ -> {});
                            emitter.fail(
                                    RefusedException.of(
                                            ErrorCode.REQUEST_ENTITY_TOO_LARGE,
                                            "a request has at most 1 MiB"));
                        } else {
                            body.appendBuffer(chunk);
                        }
                    });
                    request.endHandler(_ -> emitter.complete(body.getBytes()));
                    request.resume();
                });
    }
}
