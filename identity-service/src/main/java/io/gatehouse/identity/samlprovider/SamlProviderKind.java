package io.gatehouse.identity.samlprovider;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyRemoved;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderDeleted;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/** SAML providers, as the way of every write has to know them. */
public final class SamlProviderKind
        implements EntityKind<SamlProviderCommand, SamlProvider, SamlProviderEvent> {

    public static final SamlProviderKind SAML_PROVIDERS = new SamlProviderKind();

    private final SamlProviderEventCodec codec = new SamlProviderEventCodec();

    private SamlProviderKind() {}

    @Override
    public String name() {
        return "saml-provider";
    }

    @Override
    public SamlProvider absent() {
        return SamlProvider.ABSENT;
    }

    @Override
    public Decision<SamlProviderEvent> decide(
            SamlProvider state, SamlProviderCommand command, Quotas quotas) {
        return SamlProviderDecider.decide(state, command, quotas);
    }

    @Override
    public SamlProvider evolve(SamlProvider state, SamlProviderEvent event) {
        return SamlProvider.evolve(state, event);
    }

    @Override
    public EventCodec<SamlProviderEvent> codec() {
        return codec;
    }

    /** Private keys that are gone are gone from the credential table too. */
    @Override
    public Uni<Void> view(
            SqlClient sql, AccountId account, List<SamlProviderEvent> events, SamlProvider after) {
        Uni<Void> rows = SamlProviderView.write(sql, account, after);
        for (SamlProviderEvent event : events) {
            if (event instanceof PrivateKeyRemoved(var key)) {
                rows = rows.chain(() -> SamlPrivateKeys.forget(sql, key));
            }
            if (event instanceof SamlProviderDeleted
                    && after instanceof SamlProvider.Deleted(var id, var _)) {
                rows = rows.chain(() -> SamlPrivateKeys.forgetAll(sql, id));
            }
        }
        return rows;
    }

    /** None: whether an assertion's provider is registered is asked here. */
    @Override
    public Optional<Fact.Builder> fact(SamlProvider after) {
        return Optional.empty();
    }
}
