package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;

import java.time.Instant;
import java.util.List;

/** What can have happened to a SAML provider. */
public sealed interface SamlProviderEvent {

    record SamlProviderCreated(
            ProviderId id, EntityName name, String metadata, Tags tags, Instant created)
            implements SamlProviderEvent {}

    record MetadataReplaced(String to) implements SamlProviderEvent {}

    record EncryptionModeSet(EncryptionMode to) implements SamlProviderEvent {}

    record PrivateKeyAdded(ProviderId key, Instant added) implements SamlProviderEvent {}

    record PrivateKeyRemoved(ProviderId key) implements SamlProviderEvent {}

    record SamlProviderTagged(Tags tags) implements SamlProviderEvent {}

    record SamlProviderUntagged(List<String> keys) implements SamlProviderEvent {
        public SamlProviderUntagged {
            keys = List.copyOf(keys);
        }
    }

    record SamlProviderDeleted(EntityName name) implements SamlProviderEvent {}
}
