package io.gatehouse.authz.feed;

import static org.assertj.core.api.Assertions.assertThat;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.Topics;
import io.gatehouse.model.LogName;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotReports;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.runtime.health.GrpcHealthEndpoint;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Health over gRPC before and after the facts were read, on a real server. */
class GrpcHealthTest {

    private final CurrentSnapshot current = new CurrentSnapshot();
    private final GrpcHealthStorage storage = new GrpcHealthStorage();
    private final GrpcHealth health = new GrpcHealth(current, storage);
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void serve() throws IOException {
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(ServerInterceptors.intercept(endpoint(storage), health))
                        .build()
                        .start();
        channel =
                NettyChannelBuilder.forTarget("127.0.0.1:" + server.getPort())
                        .usePlaintext()
                        .build();
        health.start(new StartupEvent());
        // What Quarkus does once its server listens, whatever was read.
        storage.setStatus(GrpcHealthStorage.DEFAULT_SERVICE_NAME, ServingStatus.SERVING);
        storage.setStatus("gatehouse.authz.v1.Authorization", ServingStatus.SERVING);
    }

    @AfterEach
    void stop() {
        health.stop(new ShutdownEvent());
        channel.shutdownNow();
        server.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gatehouse.authz.v1.Authorization"})
    void not_serving_until_the_facts_were_read_and_who_watches_is_told(String name)
            throws Exception {
        BlockingQueue<ServingStatus> told = watched(name);
        assertThat(status(name)).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(ServingStatus.NOT_SERVING);

        Snapshot snapshot = snapshot();
        current.changed(snapshot);
        assertThat(status(name)).isEqualTo(ServingStatus.NOT_SERVING);

        for (LogName log : LogName.values()) {
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                snapshot.caughtUp(log, partition);
            }
        }
        current.changed(snapshot);
        assertThat(status(name)).isEqualTo(ServingStatus.SERVING);
        ServingStatus last = told.poll(10, TimeUnit.SECONDS);
        while (last == ServingStatus.NOT_SERVING) {
            last = told.poll(10, TimeUnit.SECONDS);
        }
        assertThat(last).isEqualTo(ServingStatus.SERVING);
    }

    private ServingStatus status(String name) {
        return HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(request(name))
                .getStatus();
    }

    private BlockingQueue<ServingStatus> watched(String name) {
        BlockingQueue<ServingStatus> told = new LinkedBlockingQueue<>();
        HealthGrpc.newStub(channel)
                .watch(
                        request(name),
                        new StreamObserver<>() {
                            @Override
                            public void onNext(HealthCheckResponse response) {
                                told.add(response.getStatus());
                            }

                            @Override
                            public void onError(Throwable failure) {}

                            @Override
                            public void onCompleted() {}
                        });
        return told;
    }

    private static HealthCheckRequest request(String name) {
        return HealthCheckRequest.newBuilder().setService(name).build();
    }

    private static Snapshot snapshot() {
        return new Snapshot(
                new FactReader(new FactMac(Map.of("k1", new byte[32]))),
                SnapshotReports.NONE,
                InstantSource.system());
    }

    /** Quarkus' own, into which its container would inject the storage. */
    private static GrpcHealthEndpoint endpoint(GrpcHealthStorage storage) {
        GrpcHealthEndpoint endpoint = new GrpcHealthEndpoint();
        try {
            Field injected = GrpcHealthEndpoint.class.getDeclaredField("healthStorage");
            injected.setAccessible(true);
            injected.set(endpoint, storage);
            return endpoint;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
