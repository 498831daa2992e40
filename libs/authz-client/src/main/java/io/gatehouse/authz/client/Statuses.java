package io.gatehouse.authz.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;

import io.gatehouse.authz.client.Answer.Cause;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

/** What gRPC's failures mean to who asks. */
final class Statuses {

    private Statuses() {}

    static Answer.Unanswered unanswered(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        boolean isNotYet = status.getCode() == Status.Code.FAILED_PRECONDITION && isNotYet(failure);
        return unanswered(status, isNotYet);
    }

    /** Of an item of a batch, which has a code and a sentence. */
    static Answer.Unanswered unanswered(int code, String message) {
        Status status = Status.fromCodeValue(code).withDescription(message);
        return unanswered(status, status.getCode() == Status.Code.FAILED_PRECONDITION);
    }

    private static Answer.Unanswered unanswered(Status status, boolean isNotYet) {
        Cause cause =
                switch (status.getCode()) {
                    case FAILED_PRECONDITION -> isNotYet ? Cause.NOT_YET : Cause.FAULT;
                    case DEADLINE_EXCEEDED -> Cause.DEADLINE;
                    case UNAVAILABLE, RESOURCE_EXHAUSTED, ABORTED -> Cause.UNAVAILABLE;
                    case INVALID_ARGUMENT, OUT_OF_RANGE, NOT_FOUND -> Cause.INVALID;
                    case UNAUTHENTICATED, PERMISSION_DENIED -> Cause.NOT_PERMITTED;
                    case OK,
                            CANCELLED,
                            UNKNOWN,
                            ALREADY_EXISTS,
                            UNIMPLEMENTED,
                            INTERNAL,
                            DATA_LOSS ->
                            Cause.FAULT;
                };
        String description = status.getDescription();
        return new Answer.Unanswered(
                cause, description == null ? status.getCode().name() : description);
    }

    private static boolean isNotYet(Throwable failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        return status != null && status.getDetailsList().stream().anyMatch(Statuses::isNotYet);
    }

    private static boolean isNotYet(Any detail) {
        if (!detail.is(ErrorInfo.class)) {
            return false;
        }
        try {
            return detail.unpack(ErrorInfo.class).getReason().equals(GrpcAuthorizer.NOT_YET);
        } catch (InvalidProtocolBufferException _) {
            return false;
        }
    }
}
