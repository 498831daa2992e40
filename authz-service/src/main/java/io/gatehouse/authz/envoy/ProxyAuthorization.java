package io.gatehouse.authz.envoy;

import com.google.rpc.Code;
import com.google.rpc.Status;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.gatehouse.authz.caller.Asking;
import io.gatehouse.authz.caller.GrpcAdmission;
import io.gatehouse.authz.check.Checks;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

import org.jboss.logging.Logger;

import java.util.Optional;

/**
 * {@code envoy.service.auth.v3.Authorization}. Every call is answered, and every answer but an
 * allow is a denial with an HTTP status: so Envoy fails closed whatever its {@code
 * failure_mode_allow} says, as long as it reaches us.
 */
@GrpcService
class ProxyAuthorization extends AuthorizationGrpc.AuthorizationImplBase {

    private static final Logger LOG = Logger.getLogger(ProxyAuthorization.class);
    private static final String REVISION = "x-gatehouse-revision";

    private final Checks checks;
    private final EnvoyMapping mapping;

    ProxyAuthorization(Checks checks, EnvoyMapping mapping) {
        this.checks = checks;
        this.mapping = mapping;
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
        Asking asking = GrpcAdmission.asking();
        answer(request, asking)
                .onFailure()
                .recoverWithItem(failure -> broken(failure))
                .subscribe()
                .with(answer -> {
                    observer.onNext(answer);
                    observer.onCompleted();
                });
    }

    private Uni<CheckResponse> answer(CheckRequest request, Asking asking) {
        Attributes attributes = mapping.attributes(request.getAttributes());
        if (attributes.hasAmbiguousPath()) {
            return Uni.createFrom()
                    .item(denied(StatusCode.BadRequest, "the path can be taken for another one"));
        }
        Optional<Principal> who = mapping.principal(attributes);
        if (who.isEmpty()) {
            return Uni.createFrom().item(denied(StatusCode.Unauthorized, "nobody knows who asks"));
        }
        return Uni.createFrom()
                .item(() -> mapping.question(attributes, who.get()))
                .chain(question -> checks.check(question, asking))
                .map(ProxyAuthorization::decided);
    }

    private static CheckResponse decided(io.gatehouse.authz.v1.CheckResponse response) {
        if (response.getDecision() != Decision.ALLOWED) {
            return denied(StatusCode.Forbidden, response.getMessage());
        }
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
                .setOkResponse(
                        OkHttpResponse.newBuilder()
                                .addHeaders(header(REVISION, response.getRevision())))
                .build();
    }

    private static CheckResponse broken(Throwable failure) {
        if (failure instanceof CheckRefusedException refused) {
            return denied(status(refused.reason()), refused.text());
        }
        if (failure instanceof IllegalArgumentException) {
            return denied(StatusCode.Forbidden, String.valueOf(failure.getMessage()));
        }
        LOG.error("a proxy's question failed", failure);
        return denied(StatusCode.InternalServerError, "the decision failed; nothing was allowed");
    }

    private static StatusCode status(Reason reason) {
        return switch (reason) {
            case UNAUTHENTICATED -> StatusCode.Unauthorized;
            case NOT_YET, UNAVAILABLE -> StatusCode.ServiceUnavailable;
            case FAULT -> StatusCode.InternalServerError;
            case INVALID, FORBIDDEN, UNSUPPORTED -> StatusCode.Forbidden;
        };
    }

    private static CheckResponse denied(StatusCode status, String message) {
        return CheckResponse.newBuilder()
                .setStatus(
                        Status.newBuilder()
                                .setCode(Code.PERMISSION_DENIED_VALUE)
                                .setMessage(message))
                .setDeniedResponse(
                        DeniedHttpResponse.newBuilder()
                                .setStatus(HttpStatus.newBuilder().setCode(status))
                                .addHeaders(header("content-type", "text/plain; charset=utf-8"))
                                .setBody(message))
                .build();
    }

    private static HeaderValueOption header(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .build();
    }
}
