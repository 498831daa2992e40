package io.gatehouse.authz.feed;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;

import io.gatehouse.replica.feed.CurrentSnapshot;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The standard gRPC health service says SERVING only once the facts were read to their end: for the
 * server (empty name) and for the decision service. Quarkus says SERVING as soon as the server
 * listens, so its answers are corrected on their way out until then; who watches is told when it
 * changes.
 */
@GlobalInterceptor
@ApplicationScoped
public class GrpcHealth implements ServerInterceptor {

    private static final long TICK_MILLIS = 100;
    private static final List<String> NAMES = List.of("", "gatehouse.authz.v1.Authorization");

    private final CurrentSnapshot current;
    private final GrpcHealthStorage storage;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("grpc-health").daemon().factory());

    GrpcHealth(CurrentSnapshot current, GrpcHealthStorage storage) {
        this.current = current;
        this.storage = storage;
    }

    void start(@Observes StartupEvent event) {
        tell(ServingStatus.NOT_SERVING);
        var _ = thread.scheduleWithFixedDelay(this::look, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
        tell(ServingStatus.NOT_SERVING);
    }

    /** Once caught up, it stays so: decisions go on without Kafka (DESIGN 3). */
    private void look() {
        if (isServing()) {
            // Only a change is told, and Quarkus may have stored SERVING long ago.
            tell(ServingStatus.NOT_SERVING);
            tell(ServingStatus.SERVING);
            thread.shutdown();
        }
    }

    private boolean isServing() {
        return current.snapshot().isPresent();
    }

    private void tell(ServingStatus status) {
        NAMES.forEach(name -> storage.setStatus(name, status));
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return next.startCall(isServing() ? call : new Corrected<>(call), headers);
    }

    private final class Corrected<Q, A> extends SimpleForwardingServerCall<Q, A> {

        Corrected(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void sendMessage(A message) {
            boolean isTooEarly =
                    message instanceof HealthCheckResponse answer
                            && answer.getStatus() == ServingStatus.SERVING
                            && !isServing();
            super.sendMessage(
                    isTooEarly
                            ? (A)
                                    HealthCheckResponse.newBuilder()
                                            .setStatus(ServingStatus.NOT_SERVING)
                                            .build()
                            : message);
        }
    }
}
