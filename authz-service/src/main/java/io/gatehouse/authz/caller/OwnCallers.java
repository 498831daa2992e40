package io.gatehouse.authz.caller;

import com.nimbusds.jwt.SignedJWT;

import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ServiceTokens;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;

import jakarta.enterprise.context.ApplicationScoped;

import java.text.ParseException;
import java.util.Optional;

/**
 * Knows the questions of identity- and policy-service by their verified service tokens, in every
 * mode of admission: they count the management call themselves, and it must not be billed twice.
 */
@GlobalInterceptor
@ApplicationScoped
public class OwnCallers implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";
    private static final Context.Key<Boolean> OWN = Context.key("gatehouse-own-call");

    private final ServiceTokens tokens;

    OwnCallers(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    /** Whether the present gRPC call is one of ours; on the thread that handles it. */
    public static boolean isOwnCall() {
        return Boolean.TRUE.equals(OWN.get());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String authorization = headers.get(AUTHORIZATION);
        if (authorization == null
                || !authorization.startsWith(BEARER)
                || !isOurs(authorization.substring(BEARER.length()))) {
            return next.startCall(call, headers);
        }
        return Contexts.interceptCall(
                Context.current().withValue(OWN, Boolean.TRUE), call, headers, next);
    }

    /** The issuer is looked at first: tokens of others need not be verified here. */
    private boolean isOurs(String token) {
        try {
            Optional<ServiceName> claimed =
                    Optional.ofNullable(SignedJWT.parse(token).getJWTClaimsSet().getIssuer())
                            .flatMap(ServiceName::find);
            return claimed.filter(name ->
                            name == ServiceName.IDENTITY || name == ServiceName.POLICY)
                            .isPresent()
                    && tokens.verify(token, ServiceName.AUTHZ).equals(claimed);
        } catch (ParseException _) {
            return false;
        }
    }
}
