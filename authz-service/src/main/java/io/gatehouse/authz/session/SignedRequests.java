package io.gatehouse.authz.session;

import io.gatehouse.authz.v1.SignedRequest;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc;
import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc.MutinyIdentityQuestionsStub;
import io.gatehouse.internal.v1.VerifySignedRequest;
import io.gatehouse.internal.v1.VerifySignedResponse;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.CallerMessages;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.session.SessionTokenVerifier;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.gatehouse.replica.decide.Identity;
import io.grpc.Channel;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks identity-service whose AWS-signed request an application shows. */
@ApplicationScoped
class SignedRequests {

    private static final int SECONDS = 2;

    private final Optional<MutinyIdentityQuestionsStub> identity;
    private final SessionTokenVerifier tokens;

    @Inject
    SignedRequests(
            ServiceChannels channels,
            @ConfigProperty(name = "gatehouse.identity.grpc") Optional<String> target,
            SessionTokenVerifier tokens) {
        this(target.map(address -> channels.to(ServiceName.IDENTITY, address)), tokens);
    }

    SignedRequests(Optional<Channel> identity, SessionTokenVerifier tokens) {
        this.identity = identity.map(MutinyIdentityQuestionsGrpc::newMutinyStub);
        this.tokens = tokens;
    }

    /** Fails with ServiceUnavailable where identity-service does not answer. */
    Uni<Identity> identify(SignedRequest request) {
        if (identity.isEmpty()) {
            return Uni.createFrom().failure(unavailable());
        }
        return identity.get()
                .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .verifySigned(question(request))
                .onFailure()
                .transform(_ -> unavailable())
                .chain(this::identity);
    }

    private static VerifySignedRequest question(SignedRequest request) {
        VerifySignedRequest.Builder question =
                VerifySignedRequest.newBuilder()
                        .setMethod(request.getMethod())
                        .setUri(request.getUri())
                        .setBodySha256(request.getBodySha256());
        request.getHeadersList()
                .forEach(header ->
                        question.addHeaders(
                                Header.newBuilder()
                                        .setName(header.getName())
                                        .setValue(header.getValue())));
        return question.build();
    }

    private Uni<Identity> identity(VerifySignedResponse answer) {
        if (answer.hasRefused()) {
            if (answer.getRefused().getCode().equals(ErrorCode.SERVICE_UNAVAILABLE.name())) {
                return Uni.createFrom().failure(unavailable());
            }
            return Uni.createFrom().item(new Identity.Nobody(answer.getRefused().getMessage()));
        }
        Caller caller = CallerMessages.fromMessage(answer.getCaller());
        return caller.session().isEmpty()
                ? Uni.createFrom().item(longTerm(caller))
                : tokens.verify(caller.session().map(SessionToken::text).orElseThrow())
                        .map(claims -> new Identity.Session(claims.orElseThrow()));
    }

    private static Identity longTerm(Caller caller) {
        boolean isRoot = caller instanceof Caller.Root;
        return new Identity.LongTermKey(
                caller.account(),
                isRoot ? Optional.empty() : Optional.of(new UniqueId(caller.principalId())),
                caller.accessKeyId());
    }

    private static RefusedException unavailable() {
        return RefusedException.of(
                ErrorCode.SERVICE_UNAVAILABLE, "the request cannot be verified at the moment");
    }
}
