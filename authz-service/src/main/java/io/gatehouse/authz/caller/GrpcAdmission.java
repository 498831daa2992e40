package io.gatehouse.authz.caller;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;

import jakarta.enterprise.context.ApplicationScoped;

/** Turns away gRPC callers who may not ask, before any handler. */
@GlobalInterceptor
@ApplicationScoped
public class GrpcAdmission implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Door door;

    GrpcAdmission(Door door) {
        this.door = door;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Door.Admission admission =
                door.admit(
                        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                        headers.get(AUTHORIZATION));
        return switch (admission) {
            case Door.Admission.Admitted _ -> next.startCall(call, headers);
            case Door.Admission.TurnedAway(boolean isUnknown, String reason) -> {
                Status status = isUnknown ? Status.UNAUTHENTICATED : Status.PERMISSION_DENIED;
                call.close(status.withDescription(reason), new Metadata());
                yield new ServerCall.Listener<>() {};
            }
        };
    }
}
