package io.gatehouse.identity.question;

import io.gatehouse.identity.role.TrustPolicies;
import io.gatehouse.identity.role.TrustPolicy;
import io.gatehouse.internal.v1.Refused;
import io.gatehouse.internal.v1.ShowPrincipalsRequest;
import io.gatehouse.internal.v1.ShowPrincipalsResponse;
import io.gatehouse.internal.v1.StorePrincipalsRequest;
import io.gatehouse.internal.v1.StorePrincipalsResponse;
import io.gatehouse.kit.call.RefusedException;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** Policies that name principals, between ARNs and unique ids, for the service that keeps them. */
@ApplicationScoped
class NamedPrincipals {

    private final TrustPolicies policies;

    NamedPrincipals(TrustPolicies policies) {
        this.policies = policies;
    }

    Uni<StorePrincipalsResponse> answer(StorePrincipalsRequest request) {
        return policies.storedOfResource(request.getDocument())
                .map(stored -> StorePrincipalsResponse.newBuilder().setDocument(stored).build())
                .onFailure(RefusedException.class)
                .recoverWithItem(NamedPrincipals::refused);
    }

    Uni<ShowPrincipalsResponse> answer(ShowPrincipalsRequest request) {
        return policies.shown(request.getDocumentsList().stream().map(TrustPolicy::new).toList())
                .map(shown -> ShowPrincipalsResponse.newBuilder().addAllDocuments(shown).build());
    }

    private static StorePrincipalsResponse refused(RefusedException refused) {
        return StorePrincipalsResponse.newBuilder()
                .setRefused(
                        Refused.newBuilder()
                                .setCode(refused.refusal().code().name())
                                .setMessage(refused.refusal().message()))
                .build();
    }
}
