package io.gatehouse.kit.service;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * gRPC channels to our other services, showing our service token on each call. A channel connects
 * at its first call, again after a break, and is closed with the process. Safe for all threads.
 */
@ApplicationScoped
public class ServiceChannels {

    private final ServiceTokens tokens;
    private final ThisService self;
    private final ServiceTls tls;
    private final List<ManagedChannel> open = new CopyOnWriteArrayList<>();

    ServiceChannels(ServiceTokens tokens, ThisService self, ServiceTls tls) {
        this.tokens = tokens;
        this.self = self;
        this.tls = tls;
    }

    /**
     * @param target {@code host:port}, or a name that gRPC resolves, such as {@code dns:///…}
     */
    public Channel to(ServiceName service, String target) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(target);
        tls.to(service).ifPresentOrElse(builder::sslContext, builder::usePlaintext);
        ManagedChannel channel =
                builder.defaultLoadBalancingPolicy("round_robin")
                        .keepAliveTime(30, TimeUnit.SECONDS)
                        .keepAliveTimeout(5, TimeUnit.SECONDS)
                        .build();
        open.add(channel);
        return ClientInterceptors.intercept(
                channel, new ServiceTokenSender(tokens, self.name(), service));
    }

    @PreDestroy
    void close() {
        open.forEach(ManagedChannel::shutdownNow);
    }
}
