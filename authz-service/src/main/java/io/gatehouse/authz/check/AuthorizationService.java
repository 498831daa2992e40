package io.gatehouse.authz.check;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;

import io.gatehouse.authz.caller.OwnCallers;
import io.gatehouse.authz.v1.Authorization;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.ItemError;
import io.gatehouse.authz.v1.ListAllowedActionsRequest;
import io.gatehouse.authz.v1.ListAllowedActionsResponse;
import io.gatehouse.authz.v1.StreamedCheckRequest;
import io.gatehouse.authz.v1.StreamedCheckResponse;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The gRPC face of {@link Checks}. Refusals carry {@code google.rpc.ErrorInfo} with the reason. */
@GrpcService
class AuthorizationService implements Authorization {

    private static final String DOMAIN = "gatehouse";
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int CONCURRENT = 64;

    private final Checks checks;

    AuthorizationService(Checks checks) {
        this.checks = checks;
    }

    @Override
    public Uni<CheckResponse> check(CheckRequest request) {
        return told(
                OwnCallers.isOwnCall()
                        ? checks.checkUncounted(request, deadline())
                        : checks.check(request, deadline()));
    }

    @Override
    public Uni<BatchCheckResponse> batchCheck(BatchCheckRequest request) {
        return told(checks.batch(request, deadline()));
    }

    @Override
    public Multi<StreamedCheckResponse> checkStream(Multi<StreamedCheckRequest> requests) {
        Duration deadline = deadline();
        return requests.onItem()
                .transformToUni(streamed -> streamed(streamed, deadline))
                .merge(CONCURRENT);
    }

    @Override
    public Uni<ExplainResponse> explain(CheckRequest request) {
        return told(checks.explain(request, deadline()));
    }

    @Override
    public Uni<ListAllowedActionsResponse> listAllowedActions(ListAllowedActionsRequest request) {
        return told(checks.allowedActions(request, deadline()));
    }

    private Uni<StreamedCheckResponse> streamed(StreamedCheckRequest request, Duration deadline) {
        StreamedCheckResponse.Builder response =
                StreamedCheckResponse.newBuilder().setCorrelationId(request.getCorrelationId());
        return checks.check(request.getRequest(), deadline)
                .map(answer -> response.setResponse(answer).build())
                .onFailure(CheckRefusedException.class)
                .recoverWithItem(refused -> {
                    return response.setError(
                                    ItemError.newBuilder()
                                            .setCode(refused.reason().grpcStatus())
                                            .setMessage(refused.text()))
                            .build();
                });
    }

    private static <T> Uni<T> told(Uni<T> answer) {
        return answer.onFailure(CheckRefusedException.class)
                .transform(AuthorizationService::status);
    }

    private static RuntimeException status(CheckRefusedException refused) {
        return StatusProto.toStatusRuntimeException(
                Status.newBuilder()
                        .setCode(refused.reason().grpcStatus())
                        .setMessage(refused.text())
                        .addDetails(
                                Any.pack(
                                        ErrorInfo.newBuilder()
                                                .setReason(refused.reason().name())
                                                .setDomain(DOMAIN)
                                                .build()))
                        .build());
    }

    private static Duration deadline() {
        Deadline deadline = Context.current().getDeadline();
        return deadline == null
                ? FOR_EVER
                : Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }
}
