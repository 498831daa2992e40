package io.gatehouse.kit.service;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;
import java.util.Set;

/**
 * Lets only our own services ask internal questions: a call of {@code gatehouse.internal.…} without
 * a service token for this service is UNAUTHENTICATED before any handler sees it (DESIGN 4). Other
 * gRPC services guard themselves.
 */
@ApplicationScoped
@GlobalInterceptor
public class ServiceTokenGate implements ServerInterceptor {

    /** Which service asks; set for internal calls only. */
    public static final Context.Key<ServiceName> ASKING = Context.key("gatehouse-asking-service");

    private static final String INTERNAL = "gatehouse.internal.";

    /** What no service may ask, only who holds the files of the machine. */
    private static final Set<String> OPERATORS_ALONE =
            Set.of("gatehouse.internal.v1.IdentityQuestions/ResetRootKey");

    private static final String BEARER = "Bearer ";

    private final ServiceTokens tokens;
    private final ThisService self;

    ServiceTokenGate(ServiceTokens tokens, ThisService self) {
        this.tokens = tokens;
        this.self = self;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!call.getMethodDescriptor().getFullMethodName().startsWith(INTERNAL)) {
            return next.startCall(call, headers);
        }
        String shown = headers.get(ServiceTokenSender.AUTHORIZATION);
        Optional<ServiceName> asking =
                shown != null && shown.startsWith(BEARER)
                        ? tokens.verify(shown.substring(BEARER.length()), self.name())
                        : Optional.empty();
        if (asking.isEmpty()) {
            call.close(
                    Status.UNAUTHENTICATED.withDescription("a service token is needed here"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        if (OPERATORS_ALONE.contains(call.getMethodDescriptor().getFullMethodName())
                && asking.get() != ServiceName.OPERATOR) {
            call.close(
                    Status.PERMISSION_DENIED.withDescription("only the operator may ask for this"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return Contexts.interceptCall(
                Context.current().withValue(ASKING, asking.get()), call, headers, next);
    }
}
