package io.gatehouse.authz.client;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Makes an {@link Authorizer} of settings: what asks over gRPC, inside what adds one thing each.
 *
 * <pre>
 * tracing → allowing when unanswered → retrying → batching → gRPC
 * </pre>
 */
public final class Authorizers {

    private static final Logger LOG = System.getLogger(Authorizers.class.getName());

    private Authorizers() {}

    /** An authorizer that closes its connections. */
    public interface Connected extends Authorizer, AutoCloseable {

        @Override
        void close();
    }

    /** Connects at the first question; close it in the end. */
    public static Connected connect(AuthorizerSettings settings) {
        GrpcAuthorizer grpc =
                GrpcAuthorizer.owning(channel(settings), settings.bearer(), settings.deadline());
        Authorizer stack = grpc;
        if (settings.batching().isPresent()) {
            stack = new BatchingAuthorizer(stack, settings.batching().get());
        }
        if (settings.retries().most() > 0) {
            stack =
                    new RetryingAuthorizer(
                            stack, settings.retries(), settings.deadline(), System::nanoTime);
        }
        if (!settings.allowWhen().isEmpty()) {
            stack =
                    new AllowingWhenUnanswered(
                            stack,
                            settings.allowWhen(),
                            (question, unanswered) ->
                                    LOG.log(
                                            Level.WARNING,
                                            "allowed without a decision: %s: %s %s"
                                                    .formatted(
                                                            question.action(),
                                                            unanswered.cause(),
                                                            unanswered.message())));
        }
        if (settings.telemetry().isPresent()) {
            stack = new TracingAuthorizer(stack, settings.telemetry().get());
        }
        return new ClosingAuthorizer(stack, grpc);
    }

    private static ManagedChannel channel(AuthorizerSettings settings) {
        return NettyChannelBuilder.forTarget(
                        ReplicaAddresses.target(settings.targets()), credentials(settings))
                .defaultLoadBalancingPolicy("round_robin")
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .build();
    }

    private static ChannelCredentials credentials(AuthorizerSettings settings) {
        if (settings.tls().isEmpty()) {
            return InsecureChannelCredentials.create();
        }
        AuthorizerSettings.Tls tls = settings.tls().get();
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
        try {
            if (tls.authorities().isPresent()) {
                credentials.trustManager(tls.authorities().get().toFile());
            }
            if (tls.certificate().isPresent() && tls.key().isPresent()) {
                credentials.keyManager(tls.certificate().get().toFile(), tls.key().get().toFile());
            }
            return credentials.build();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the TLS settings cannot be read", e);
        }
    }
}
