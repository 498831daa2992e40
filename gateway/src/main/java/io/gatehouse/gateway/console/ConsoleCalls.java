package io.gatehouse.gateway.console;

import io.gatehouse.gateway.SourceAddress;
import io.gatehouse.internal.v1.ArriveWithAssertionRequest;
import io.gatehouse.internal.v1.ArriveWithCodeRequest;
import io.gatehouse.internal.v1.BeginAtProviderReply;
import io.gatehouse.internal.v1.BeginAtProviderRequest;
import io.gatehouse.internal.v1.ChangeOwnPasswordRequest;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.ListProvidersReply;
import io.gatehouse.internal.v1.ListProvidersRequest;
import io.gatehouse.internal.v1.LookRequest;
import io.gatehouse.internal.v1.MutinyConsoleQuestionsGrpc;
import io.gatehouse.internal.v1.MutinyConsoleQuestionsGrpc.MutinyConsoleQuestionsStub;
import io.gatehouse.internal.v1.ShowCredentialsRequest;
import io.gatehouse.internal.v1.SignInRequest;
import io.gatehouse.internal.v1.SignOutRequest;
import io.gatehouse.internal.v1.SwitchBackRequest;
import io.gatehouse.internal.v1.SwitchRoleRequest;
import io.gatehouse.internal.v1.Visitor;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Asks identity-service for what a person wants. */
@ApplicationScoped
class ConsoleCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REQUEST_ID = "request-id";

    private final MutinyConsoleQuestionsStub identity;
    private final SourceAddress sources;

    ConsoleCalls(
            ServiceChannels channels,
            SourceAddress sources,
            @ConfigProperty(name = "gatehouse.identity.grpc") String target) {
        this.identity =
                MutinyConsoleQuestionsGrpc.newMutinyStub(channels.to(ServiceName.IDENTITY, target));
        this.sources = sources;
    }

    Uni<ConsoleReply> signIn(
            RoutingContext context, String account, String user, String password, String code) {
        return stub().signIn(
                        SignInRequest.newBuilder()
                                .setVisitor(visitor(context))
                                .setAccount(account)
                                .setUserName(user)
                                .setPassword(password)
                                .setCode(code)
                                .build());
    }

    Uni<ConsoleReply> look(RoutingContext context) {
        return stub().look(LookRequest.newBuilder().setVisitor(visitor(context)).build());
    }

    Uni<ConsoleReply> changePassword(
            RoutingContext context, String oldPassword, String newPassword) {
        return stub().changeOwnPassword(
                        ChangeOwnPasswordRequest.newBuilder()
                                .setVisitor(visitor(context))
                                .setOldPassword(oldPassword)
                                .setNewPassword(newPassword)
                                .build());
    }

    Uni<ConsoleReply> switchRole(RoutingContext context, String account, String role) {
        return stub().switchRole(
                        SwitchRoleRequest.newBuilder()
                                .setVisitor(visitor(context))
                                .setAccount(account)
                                .setRoleName(role)
                                .build());
    }

    Uni<ConsoleReply> switchBack(RoutingContext context) {
        return stub().switchBack(
                        SwitchBackRequest.newBuilder().setVisitor(visitor(context)).build());
    }

    Uni<ConsoleReply> signOut(RoutingContext context) {
        return stub().signOut(SignOutRequest.newBuilder().setVisitor(visitor(context)).build());
    }

    Uni<ConsoleReply> showCredentials(RoutingContext context) {
        return stub().showCredentials(
                        ShowCredentialsRequest.newBuilder().setVisitor(visitor(context)).build());
    }

    Uni<ListProvidersReply> providers(RoutingContext context, String account) {
        return stub().listProviders(
                        ListProvidersRequest.newBuilder()
                                .setVisitor(visitor(context))
                                .setAccount(account)
                                .build());
    }

    Uni<BeginAtProviderReply> beginAtProvider(
            RoutingContext context, String provider, String codes, String assertions) {
        return stub().beginAtProvider(
                        BeginAtProviderRequest.newBuilder()
                                .setVisitor(visitor(context))
                                .setProviderArn(provider)
                                .setCodeUrl(codes)
                                .setAssertionUrl(assertions)
                                .build());
    }

    Uni<ConsoleReply> arriveWithCode(
            RoutingContext context, UnaryOperator<ArriveWithCodeRequest.Builder> brought) {
        return stub().arriveWithCode(
                        brought.apply(ArriveWithCodeRequest.newBuilder())
                                .setVisitor(visitor(context))
                                .build());
    }

    Uni<ConsoleReply> arriveWithAssertion(
            RoutingContext context, UnaryOperator<ArriveWithAssertionRequest.Builder> brought) {
        return stub().arriveWithAssertion(
                        brought.apply(ArriveWithAssertionRequest.newBuilder())
                                .setVisitor(visitor(context))
                                .build());
    }

    String addressOf(RoutingContext context) {
        HttpServerRequest request = context.request();
        return sources.of(
                request.remoteAddress().hostAddress(), header(request, "X-Forwarded-For"));
    }

    String requestId(RoutingContext context) {
        String known = context.get(REQUEST_ID);
        if (known == null) {
            known = UUID.randomUUID().toString();
            context.put(REQUEST_ID, known);
        }
        return known;
    }

    private MutinyConsoleQuestionsStub stub() {
        return identity.withDeadlineAfter(PATIENCE);
    }

    private Visitor visitor(RoutingContext context) {
        HttpServerRequest request = context.request();
        String peer = request.remoteAddress().hostAddress();
        return Visitor.newBuilder()
                .setSession(Cookies.secret(context))
                .setSourceIp(addressOf(context))
                .setUserAgent(header(request, "User-Agent"))
                .setSecureTransport(
                        sources.isSecure(
                                peer, request.isSSL(), header(request, "X-Forwarded-Proto")))
                .setRequestId(requestId(context))
                .build();
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
