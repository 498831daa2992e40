package io.gatehouse.identity.console;

import io.gatehouse.identity.federation.SignInProviders;
import io.gatehouse.internal.v1.ListProvidersReply;
import io.gatehouse.internal.v1.SignInProvider;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** By which providers the people of an account sign in. */
@ApplicationScoped
class ProviderChoice {

    private final SignInProviders providers;
    private final Pool database;

    ProviderChoice(SignInProviders providers, Pool database) {
        this.providers = providers;
        this.database = database;
    }

    /** An account that is not there has none, like one that has none. */
    Uni<ListProvidersReply> of(String account) {
        return AccountByWords.find(database, account)
                .chain(found ->
                        found.map(row -> providers.of(row.id()))
                                .orElseGet(() -> Uni.createFrom().item(List.of())))
                .map(all ->
                        ListProvidersReply.newBuilder()
                                .addAllProviders(all.stream().map(ProviderChoice::shown).toList())
                                .build());
    }

    private static SignInProvider shown(Arn provider) {
        return SignInProvider.newBuilder()
                .setArn(provider.toString())
                .setName(SignInProviders.name(provider))
                .build();
    }
}
