package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.samlprovider.SamlProviderCommand.AddPrivateKey;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.CheckEncryption;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.RemovePrivateKey;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.SetEncryptionMode;
import io.gatehouse.identity.value.ProviderId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.CreateSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.UpdateSamlProviderRequest;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a request wants of encrypted assertions: mode, a key more, a key less. */
record EncryptionWish(
        Optional<EncryptionMode> mode, Optional<NewKey> added, Optional<ProviderId> removed) {

    record NewKey(ProviderId id, PrivateKey key) {
        @Override
        public String toString() {
            return "NewKey[" + id + "]";
        }
    }

    static EncryptionWish of(CreateSamlProviderRequest request, RandomGenerator chance) {
        return of(request.assertionEncryptionModeAsString(), request.addPrivateKey(), null, chance);
    }

    static EncryptionWish of(UpdateSamlProviderRequest request, RandomGenerator chance) {
        return of(
                request.assertionEncryptionModeAsString(),
                request.addPrivateKey(),
                request.removePrivateKey(),
                chance);
    }

    private static EncryptionWish of(
            @Nullable String mode,
            @Nullable String pem,
            @Nullable String removed,
            RandomGenerator chance) {
        return new EncryptionWish(
                Optional.ofNullable(mode).map(SamlForm::mode),
                Optional.ofNullable(pem)
                        .map(SamlForm::privateKey)
                        .map(key -> new NewKey(ProviderId.random(chance), key)),
                Optional.ofNullable(removed).map(SamlForm::keyId));
    }

    /** A key goes before another comes, so that a provider with two can change one at once. */
    List<SamlProviderCommand> commands(Instant now) {
        List<SamlProviderCommand> commands = new ArrayList<>();
        removed.ifPresent(id -> commands.add(new RemovePrivateKey(id)));
        added.ifPresent(key -> commands.add(new AddPrivateKey(key.id(), now)));
        mode.ifPresent(to -> commands.add(new SetEncryptionMode(to)));
        commands.add(new CheckEncryption());
        return commands;
    }

    Uni<Void> keep(SamlPrivateKeys keys, SqlClient sql, ProviderId provider) {
        return added.map(key -> keys.keep(sql, provider, key.id(), key.key()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
