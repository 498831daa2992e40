package io.gatehouse.identity.oidcprovider;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/** OpenID Connect providers, as the way of every write has to know them. */
public final class OidcProviderKind
        implements EntityKind<OidcProviderCommand, OidcProvider, OidcProviderEvent> {

    public static final OidcProviderKind OIDC_PROVIDERS = new OidcProviderKind();

    private final OidcProviderEventCodec codec = new OidcProviderEventCodec();

    private OidcProviderKind() {}

    @Override
    public String name() {
        return "oidc-provider";
    }

    @Override
    public OidcProvider absent() {
        return OidcProvider.ABSENT;
    }

    @Override
    public Decision<OidcProviderEvent> decide(
            OidcProvider state, OidcProviderCommand command, Quotas quotas) {
        return OidcProviderDecider.decide(state, command, quotas);
    }

    @Override
    public OidcProvider evolve(OidcProvider state, OidcProviderEvent event) {
        return OidcProvider.evolve(state, event);
    }

    @Override
    public EventCodec<OidcProviderEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql, AccountId account, List<OidcProviderEvent> events, OidcProvider after) {
        return OidcProviderView.write(sql, account, after);
    }

    /** None: whether a token's provider is registered is asked here, never of authz-service. */
    @Override
    public Optional<Fact.Builder> fact(OidcProvider after) {
        return Optional.empty();
    }
}
