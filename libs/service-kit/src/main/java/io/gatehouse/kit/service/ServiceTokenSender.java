package io.gatehouse.kit.service;

import io.gatehouse.kit.log.RequestIdGate;
import io.gatehouse.kit.log.RequestLog;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/** Shows our service token on each call to another service, and which request it is for. */
final class ServiceTokenSender implements ClientInterceptor {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ServiceTokens tokens;
    private final ServiceName from;
    private final ServiceName to;

    ServiceTokenSender(ServiceTokens tokens, ServiceName from, ServiceName to) {
        this.tokens = tokens;
        this.from = from;
        this.to = to;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                headers.put(AUTHORIZATION, "Bearer " + tokens.issue(from, to));
                RequestLog.requestId().ifPresent(id -> headers.put(RequestIdGate.HEADER, id));
                super.start(listener, headers);
            }
        };
    }
}
