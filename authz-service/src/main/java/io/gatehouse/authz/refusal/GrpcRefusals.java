package io.gatehouse.authz.refusal;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;

import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.smallrye.mutiny.Uni;

/**
 * Refusals as {@code google.rpc.Status}: {@code ErrorInfo} with the reason always, {@code
 * BadRequest} where a field is wrong, {@code RetryInfo} where another try may succeed, {@code
 * RequestInfo} where the request had an id.
 */
public final class GrpcRefusals {

    private static final String DOMAIN = "gatehouse";
    private static final int RETRY_NANOS = 250_000_000;

    private GrpcRefusals() {}

    /** The same answer, whose refusals are what gRPC sends. */
    public static <T> Uni<T> told(Uni<T> answer, String requestId) {
        return answer.onFailure(CheckRefusedException.class)
                .transform(refused -> exception(refused, requestId));
    }

    /**
     * @param requestId empty where the request had none
     */
    public static StatusRuntimeException exception(
            CheckRefusedException refused, String requestId) {
        Reason reason = refused.reason();
        Status.Builder status =
                Status.newBuilder()
                        .setCode(reason.grpcStatus())
                        .setMessage(refused.text())
                        .addDetails(Any.pack(info(refused)));
        if (reason == Reason.INVALID && !refused.field().isEmpty()) {
            status.addDetails(Any.pack(badRequest(refused)));
        }
        if (reason == Reason.NOT_YET || reason == Reason.UNAVAILABLE) {
            status.addDetails(
                    Any.pack(
                            RetryInfo.newBuilder()
                                    .setRetryDelay(Duration.newBuilder().setNanos(RETRY_NANOS))
                                    .build()));
        }
        if (!requestId.isEmpty()) {
            status.addDetails(Any.pack(RequestInfo.newBuilder().setRequestId(requestId).build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static ErrorInfo info(CheckRefusedException refused) {
        ErrorInfo.Builder info =
                ErrorInfo.newBuilder().setReason(refused.reason().name()).setDomain(DOMAIN);
        if (!refused.field().isEmpty()) {
            info.putMetadata("field", refused.field());
        }
        return info.build();
    }

    private static BadRequest badRequest(CheckRefusedException refused) {
        return BadRequest.newBuilder()
                .addFieldViolations(
                        BadRequest.FieldViolation.newBuilder()
                                .setField(refused.field())
                                .setDescription(refused.text()))
                .build();
    }
}
