package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.OpenDoor;
import io.gatehouse.authz.decisionlog.DecisionLog;
import io.gatehouse.authz.decisionlog.NoLog;
import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.StreamedCheckResponse;
import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.replica.decide.DecisionCount;
import io.gatehouse.replica.decide.Decisions;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.replica.feed.FactsConsumer;
import io.gatehouse.replica.feed.FactsReading;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.replica.feed.SavedFacts;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotFile;
import io.gatehouse.snapshot.SnapshotReports;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * One authz-service as it decides, made by hand: the feed from Kafka, the checks, the gRPC door. So
 * a test can have two of them, set their clocks, and stop them at any moment.
 */
public final class Replica implements AutoCloseable {

    /** What {@link #startFrom} prints when it goes on from its file. */
    public static final String RESTORED = "facts are read on from the snapshot file";

    private static final Freshness.Limits PATIENT =
            new Freshness.Limits(Duration.ofSeconds(30), Duration.ofMinutes(5), false);

    private final CurrentSnapshot current = new CurrentSnapshot();
    private final FactsReading reading;
    private final Server server;
    private final ManagedChannel channel;

    private Replica(
            String kafka,
            FactMac mac,
            InstantSource clock,
            Freshness.Limits limits,
            int port,
            @Nullable SavedFacts saved) {
        FactReader reader = new FactReader(mac);
        reading =
                new FactsReading(
                        new FactsConsumer(
                                Map.of("bootstrap.servers", kafka, "client.id", "replica"),
                                List::of,
                                () -> new Snapshot(reader, SnapshotReports.NONE, clock),
                                current::changed,
                                saved));
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        DecisionLog log = NoLog.with(metrics);
        Decider decider =
                new Decider(
                        new Decisions(new Freshness(current, limits, clock.instant())),
                        DecisionCount.NONE,
                        new CheckMetrics(metrics),
                        log,
                        clock);
        Checks checks =
                new Checks(current, decider, _ -> Uni.createFrom().voidItem(), log, new Settings());
        try {
            server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .addService(
                                    ServerInterceptors.intercept(
                                            bound(new AuthorizationService(checks)),
                                            OpenDoor.toThisMachine()))
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = NettyChannelBuilder.forTarget(target()).usePlaintext().build();
        reading.start();
    }

    public static Replica start(String kafka, FactMac mac) {
        return new Replica(kafka, mac, InstantSource.system(), PATIENT, 0, null);
    }

    public static Replica start(
            String kafka, FactMac mac, InstantSource clock, Freshness.Limits limits) {
        return new Replica(kafka, mac, clock, limits, 0, null);
    }

    /**
     * With a snapshot file that it writes whenever something is new; says so if it starts there.
     */
    public static Replica startFrom(Path snapshot, String kafka, FactMac mac) {
        InstantSource clock = InstantSource.system();
        SavedFacts saved =
                new SavedFacts(
                        new SnapshotFile(snapshot, mac, clock),
                        Duration.ZERO,
                        image -> {
                            System.out.println(RESTORED);
                            return Snapshot.restored(
                                    image, new FactReader(mac), SnapshotReports.NONE, clock);
                        },
                        System::nanoTime);
        return new Replica(kafka, mac, clock, PATIENT, 0, saved);
    }

    public static Replica startAt(int port, String kafka, FactMac mac) {
        return new Replica(kafka, mac, InstantSource.system(), PATIENT, port, null);
    }

    public boolean isReady() {
        return current.snapshot().isPresent();
    }

    public String target() {
        return "127.0.0.1:" + port();
    }

    public int port() {
        return server.getPort();
    }

    /** A channel that this replica owns. */
    public ManagedChannel channel() {
        return channel;
    }

    public AuthorizationGrpc.AuthorizationBlockingStub ask() {
        return AuthorizationGrpc.newBlockingStub(channel);
    }

    /** Gone at once, as a process that was killed. */
    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        reading.close();
    }

    /** The service as plain gRPC takes it: what Quarkus does about failures needs its container. */
    private static ServerServiceDefinition bound(AuthorizationService service) {
        return ServerServiceDefinition.builder(AuthorizationGrpc.SERVICE_NAME)
                .addMethod(
                        AuthorizationGrpc.getCheckMethod(),
                        ServerCalls.asyncUnaryCall(
                                (CheckRequest request, StreamObserver<CheckResponse> observer) ->
                                        answer(service.check(request), observer)))
                .addMethod(
                        AuthorizationGrpc.getBatchCheckMethod(),
                        ServerCalls.asyncUnaryCall(
                                (BatchCheckRequest request,
                                        StreamObserver<BatchCheckResponse> observer) ->
                                        answer(service.batchCheck(request), observer)))
                .addMethod(
                        AuthorizationGrpc.getCheckStreamMethod(),
                        ServerCalls.asyncBidiStreamingCall(
                                (StreamObserver<StreamedCheckResponse> observer) ->
                                        io.quarkus.grpc.stubs.ServerCalls.manyToMany(
                                                observer, service::checkStream)))
                .build();
    }

    private static <A> void answer(Uni<A> answer, StreamObserver<A> observer) {
        answer.subscribe()
                .with(
                        item -> {
                            observer.onNext(item);
                            observer.onCompleted();
                        },
                        observer::onError);
    }

    private static final class Settings implements CheckSettings {
        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int batchLimit() {
            return 1_000;
        }
    }
}
