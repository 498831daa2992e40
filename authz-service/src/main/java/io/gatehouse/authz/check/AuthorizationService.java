package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asking;
import io.gatehouse.authz.caller.GrpcAdmission;
import io.gatehouse.authz.refusal.GrpcRefusals;
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
import io.gatehouse.kit.log.RequestIdGate;
import io.gatehouse.kit.log.RequestLog;
import io.gatehouse.model.Arn;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The gRPC face of {@link Checks}. */
@GrpcService
class AuthorizationService implements Authorization {

    private static final int CONCURRENT = 64;

    private final Checks checks;

    AuthorizationService(Checks checks) {
        this.checks = checks;
    }

    @Override
    public Uni<CheckResponse> check(CheckRequest request) {
        Uni<CheckResponse> answer = checks.check(request, GrpcAdmission.asking());
        // A question of another service of ours, for a request that it works on.
        return GrpcRefusals.told(
                RequestIdGate.id().isEmpty()
                        ? answer
                        : answer.invoke(decided -> tell(request, decided)),
                request.getRequestId());
    }

    private static void tell(CheckRequest request, CheckResponse decided) {
        String resource = request.getResource();
        RequestLog.decided(
                request.getAction(),
                Arn.isArn(resource) ? Arn.parse(resource).account() : request.getResourceAccount(),
                decided.getDecision());
    }

    @Override
    public Uni<BatchCheckResponse> batchCheck(BatchCheckRequest request) {
        return GrpcRefusals.told(
                checks.batch(request, GrpcAdmission.asking()), request.getShared().getRequestId());
    }

    @Override
    public Multi<StreamedCheckResponse> checkStream(Multi<StreamedCheckRequest> requests) {
        Asking asking = GrpcAdmission.asking();
        return requests.onItem()
                .transformToUni(streamed -> streamed(streamed, asking))
                .merge(CONCURRENT);
    }

    @Override
    public Uni<ExplainResponse> explain(CheckRequest request) {
        return GrpcRefusals.told(
                checks.explain(request, GrpcAdmission.asking()), request.getRequestId());
    }

    @Override
    public Uni<ListAllowedActionsResponse> listAllowedActions(ListAllowedActionsRequest request) {
        return GrpcRefusals.told(
                checks.allowedActions(request, GrpcAdmission.asking()),
                request.getQuestion().getRequestId());
    }

    private Uni<StreamedCheckResponse> streamed(StreamedCheckRequest request, Asking asking) {
        StreamedCheckResponse.Builder response =
                StreamedCheckResponse.newBuilder().setCorrelationId(request.getCorrelationId());
        return checks.check(request.getRequest(), asking)
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
}
