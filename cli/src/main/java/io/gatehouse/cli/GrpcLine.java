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
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;

import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLException;

/**
 * A gRPC connection to a service on this machine, or to one whose port was forwarded to it, for the
 * length of one command. With TLS where the data directory says whom to trust: {@code
 * services.crt}.
 */
final class GrpcLine implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private final ManagedChannel channel;

    /**
     * @param service its own name, which its certificate must bear wherever it is reached
     * @throws CommandFailure if {@code services.crt} is there and is no certificate
     */
    GrpcLine(String target, String service, LocalGatehouse place) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(target);
        Path authority = place.authority();
        if (Files.exists(authority)) {
            try {
                builder.sslContext(
                                GrpcSslContexts.forClient()
                                        .trustManager(authority.toFile())
                                        .build())
                        .overrideAuthority(service);
            } catch (SSLException | IllegalArgumentException e) {
                throw new CommandFailure("%s is no certificate".formatted(authority), e);
            }
        } else {
            builder.usePlaintext();
        }
        channel = builder.build();
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
