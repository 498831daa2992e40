package io.gatehouse.authz.caller;

import io.gatehouse.authz.refusal.GrpcRefusals;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Turns away gRPC callers who may not ask, before any handler; handlers learn from {@link #asking}
 * who asks. The health service answers everybody: probes have no credentials.
 */
@GlobalInterceptor
@ApplicationScoped
public class GrpcAdmission implements ServerInterceptor {

    private static final Context.Key<Asker> ASKER = Context.key("gatehouse-asker");
    private static final String HEALTH = "grpc.health.v1.Health";
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Door door;

    GrpcAdmission(Door door) {
        this.door = door;
    }

    /** Who asks in the present call, and how long the caller waits. */
    public static Asking asking() {
        Deadline deadline = Context.current().getDeadline();
        return new Asking(
                asker(),
                Optional.ofNullable(deadline)
                        .map(it ->
                                Duration.ofNanos(
                                        Math.max(0, it.timeRemaining(TimeUnit.NANOSECONDS)))));
    }

    private static Asker asker() {
        Asker asker = ASKER.get();
        if (asker == null) {
            throw new IllegalStateException("nobody was admitted");
        }
        return asker;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        Shown shown =
                new Shown(
                        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                        headers.get(AUTHORIZATION),
                        Shown.names(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
        return switch (door.admit(shown)) {
            case Door.Admission.Admitted(Asker asker) ->
                    Contexts.interceptCall(
                            Context.current().withValue(ASKER, asker), call, headers, next);
            case Door.Admission.TurnedAway(boolean isUnknown, String reason) -> {
                StatusRuntimeException refusal =
                        GrpcRefusals.exception(
                                new CheckRefusedException(
                                        isUnknown ? Reason.UNAUTHENTICATED : Reason.FORBIDDEN,
                                        reason),
                                "");
                Metadata details = refusal.getTrailers();
                call.close(refusal.getStatus(), details == null ? new Metadata() : details);
                yield new ServerCall.Listener<>() {};
            }
        };
    }
}
