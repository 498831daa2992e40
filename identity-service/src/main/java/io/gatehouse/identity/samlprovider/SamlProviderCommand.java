package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;

import java.time.Instant;
import java.util.List;

/** What can be asked of a SAML provider. */
public sealed interface SamlProviderCommand {

    /**
     * @param metadata a valid metadata document
     * @param existing how many SAML providers the account has
     */
    record CreateSamlProvider(
            ProviderId id,
            EntityName name,
            String metadata,
            Tags tags,
            Instant created,
            int existing)
            implements SamlProviderCommand {}

    record ReplaceMetadata(String to) implements SamlProviderCommand {}

    record SetEncryptionMode(EncryptionMode to) implements SamlProviderCommand {}

    record AddPrivateKey(ProviderId key, Instant added) implements SamlProviderCommand {}

    record RemovePrivateKey(ProviderId key) implements SamlProviderCommand {}

    /** The last of an update: what came before must fit together. */
    record CheckEncryption() implements SamlProviderCommand {}

    record TagSamlProvider(Tags tags) implements SamlProviderCommand {}

    record UntagSamlProvider(List<String> keys) implements SamlProviderCommand {
        public UntagSamlProvider {
            keys = List.copyOf(keys);
        }
    }

    record DeleteSamlProvider() implements SamlProviderCommand {}
}
