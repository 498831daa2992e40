package io.gatehouse.policyservice.service;

import io.gatehouse.internal.v1.DescribePrincipalsRequest;
import io.gatehouse.internal.v1.DescribePrincipalsResponse;
import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc;
import io.gatehouse.internal.v1.PrincipalQuestion;
import io.gatehouse.internal.v1.ResolvePrincipalsRequest;
import io.gatehouse.internal.v1.ResolvePrincipalsResponse;
import io.gatehouse.internal.v1.ResolvedPrincipal;
import io.gatehouse.internal.v1.ShowPrincipalsRequest;
import io.gatehouse.internal.v1.ShowPrincipalsResponse;
import io.gatehouse.internal.v1.StorePrincipalsRequest;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.directory.IdentityPort;
import io.gatehouse.policyservice.directory.KnownPrincipal;
import io.gatehouse.policyservice.request.HomeContext;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks identity-service over gRPC. */
@ApplicationScoped
class IdentityService implements IdentityPort {

    private static final Logger LOG = Logger.getLogger(IdentityService.class);
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final MutinyIdentityQuestionsGrpc.MutinyIdentityQuestionsStub stub;

    IdentityService(
            ServiceChannels channels,
            @ConfigProperty(name = "gatehouse.identity.grpc") String target) {
        this.stub =
                MutinyIdentityQuestionsGrpc.newMutinyStub(
                        channels.to(ServiceName.IDENTITY, target));
    }

    @Override
    public Uni<Answer> resolve(AccountId account, PrincipalKind kind, List<String> names) {
        ResolvePrincipalsRequest.Builder request =
                ResolvePrincipalsRequest.newBuilder().setAccount(account.digits());
        names.forEach(name ->
                request.addQuestions(
                        PrincipalQuestion.newBuilder().setKind(wire(kind)).setName(name)));
        return asked(stub().resolvePrincipals(request.build()))
                .map(response -> answer(account, kind, names, response));
    }

    @Override
    public Uni<String> stored(String document) {
        return asked(
                        stub().storePrincipals(
                                        StorePrincipalsRequest.newBuilder()
                                                .setDocument(document)
                                                .build()))
                .map(response -> {
                    if (response.hasRefused()) {
                        throw RefusedException.of(
                                ErrorCode.valueOf(response.getRefused().getCode()),
                                response.getRefused().getMessage());
                    }
                    return response.getDocument();
                });
    }

    @Override
    public Uni<List<String>> shown(List<String> documents) {
        return asked(
                        stub().showPrincipals(
                                        ShowPrincipalsRequest.newBuilder()
                                                .addAllDocuments(documents)
                                                .build()))
                .map(ShowPrincipalsResponse::getDocumentsList);
    }

    @Override
    public Uni<DescribePrincipalsResponse> describe(
            AccountId account, PrincipalKind kind, String after, int limit) {
        return asked(
                stub().describePrincipals(
                                DescribePrincipalsRequest.newBuilder()
                                        .setAccount(account.digits())
                                        .setKind(wire(kind))
                                        .setAfter(after)
                                        .setLimit(limit)
                                        .build()));
    }

    private MutinyIdentityQuestionsGrpc.MutinyIdentityQuestionsStub stub() {
        return stub.withDeadlineAfter(DEADLINE);
    }

    private static <T> Uni<T> asked(Uni<T> answer) {
        return HomeContext.here(answer)
                .onFailure()
                .transform(failure -> {
                    LOG.warn("identity-service does not answer", failure);
                    return RefusedException.of(
                            ErrorCode.SERVICE_UNAVAILABLE, "identity-service does not answer");
                });
    }

    private static Answer answer(
            AccountId account,
            PrincipalKind kind,
            List<String> names,
            ResolvePrincipalsResponse response) {
        Map<String, KnownPrincipal> byName = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            ResolvedPrincipal principal = response.getPrincipals(i);
            if (principal.getExists()) {
                byName.put(names.get(i), known(account, kind, principal));
            }
        }
        return new Answer(byName, Revision.parse(response.getRevision()));
    }

    private static KnownPrincipal known(
            AccountId account, PrincipalKind kind, ResolvedPrincipal principal) {
        String boundary = principal.getBoundaryArn();
        return new KnownPrincipal(
                account,
                kind,
                new UniqueId(principal.getId()),
                principal.getName(),
                principal.getPath(),
                boundary.isEmpty() ? Optional.empty() : Optional.of(boundary),
                principal.getTagsMap());
    }

    private static io.gatehouse.internal.v1.PrincipalKind wire(PrincipalKind kind) {
        return switch (kind) {
            case USER -> io.gatehouse.internal.v1.PrincipalKind.USER_PRINCIPAL;
            case GROUP -> io.gatehouse.internal.v1.PrincipalKind.GROUP_PRINCIPAL;
            case ROLE -> io.gatehouse.internal.v1.PrincipalKind.ROLE_PRINCIPAL;
        };
    }
}
