package io.gatehouse.identity.question;

import io.gatehouse.internal.v1.DescribePrincipalsRequest;
import io.gatehouse.internal.v1.DescribePrincipalsResponse;
import io.gatehouse.internal.v1.ResolvePrincipalsRequest;
import io.gatehouse.internal.v1.ResolvePrincipalsResponse;
import io.gatehouse.internal.v1.ShowPrincipalsRequest;
import io.gatehouse.internal.v1.ShowPrincipalsResponse;
import io.gatehouse.internal.v1.StorePrincipalsRequest;
import io.gatehouse.internal.v1.StorePrincipalsResponse;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** Every question about who exists. */
@ApplicationScoped
class PrincipalAnswers {

    private final ResolvedPrincipals resolved;
    private final DescribedPrincipals described;
    private final NamedPrincipals named;

    PrincipalAnswers(
            ResolvedPrincipals resolved, DescribedPrincipals described, NamedPrincipals named) {
        this.resolved = resolved;
        this.described = described;
        this.named = named;
    }

    Uni<ResolvePrincipalsResponse> resolve(ResolvePrincipalsRequest request) {
        return resolved.answer(request);
    }

    Uni<DescribePrincipalsResponse> describe(DescribePrincipalsRequest request) {
        return described.answer(request);
    }

    Uni<StorePrincipalsResponse> store(StorePrincipalsRequest request) {
        return named.answer(request);
    }

    Uni<ShowPrincipalsResponse> show(ShowPrincipalsRequest request) {
        return named.answer(request);
    }
}
