package io.gatehouse.authz.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts {@code authorization: Bearer …} on each call; the token is asked for at each, so it may
 * change.
 */
final class BearerInterceptor implements ClientInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Supplier<Optional<String>> bearer;

    BearerInterceptor(Supplier<Optional<String>> bearer) {
        this.bearer = bearer;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                bearer.get().ifPresent(token -> headers.put(AUTHORIZATION, "Bearer " + token));
                super.start(listener, headers);
            }
        };
    }
}
