package io.gatehouse.kit.log;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/**
 * Takes over the id of the request that another service of ours works on, so that what a gRPC call
 * logs can be found by it. It says nothing of who asks.
 */
@ApplicationScoped
@GlobalInterceptor
public class RequestIdGate implements ServerInterceptor {

    /** By which the id travels. */
    public static final Metadata.Key<String> HEADER =
            Metadata.Key.of("x-gatehouse-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private static final Context.Key<String> ID = Context.key("gatehouse-request-id");

    /** The id that the present call came with. */
    public static Optional<String> id() {
        return Optional.ofNullable(ID.get());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String id = headers.get(HEADER);
        if (id == null || !RequestLog.isId(id)) {
            return next.startCall(call, headers);
        }
        RequestLog.begin(id);
        return Contexts.interceptCall(Context.current().withValue(ID, id), call, headers, next);
    }
}
