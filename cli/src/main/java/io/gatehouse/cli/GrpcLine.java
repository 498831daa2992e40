package io.gatehouse.cli;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;

/** A gRPC connection to a service on this machine, for the length of one command. */
final class GrpcLine implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private final ManagedChannel channel;

    GrpcLine(String target) {
        channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
    }

    Channel channel() {
        return channel;
    }

    /** The same connection, on which each call carries a service token. */
    Channel channelAs(String token) {
        return ClientInterceptors.intercept(channel, new Bearer(token));
    }

    static String explain(StatusRuntimeException e, String target) {
        if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
            return "nobody answers at %s: is Gatehouse up? (`./gatehouse status`)"
                    .formatted(target);
        }
        String description = e.getStatus().getDescription();
        return "%s: %s".formatted(e.getStatus().getCode(), description == null ? "" : description);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private record Bearer(String token) implements ClientInterceptor {

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(
                MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new ForwardingClientCall.SimpleForwardingClientCall<>(
                    next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    headers.put(AUTHORIZATION, "Bearer " + token);
                    super.start(listener, headers);
                }
            };
        }

        /** The token is a secret and is not shown. */
        @Override
        public String toString() {
            return "Bearer[…]";
        }
    }
}
