package io.gatehouse.policyservice.service;

import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc;
import io.gatehouse.internal.v1.PrincipalQuestion;
import io.gatehouse.internal.v1.ResolvePrincipalsRequest;
import io.gatehouse.internal.v1.ResolvePrincipalsResponse;
import io.gatehouse.internal.v1.ResolvedPrincipal;
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
        return HomeContext.here(stub.withDeadlineAfter(DEADLINE).resolvePrincipals(request.build()))
                .onFailure()
                .transform(failure -> {
                    LOG.warn("identity-service does not answer", failure);
                    return RefusedException.of(
                            ErrorCode.SERVICE_UNAVAILABLE, "identity-service does not answer");
                })
                .map(response -> answer(account, kind, names, response));
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
