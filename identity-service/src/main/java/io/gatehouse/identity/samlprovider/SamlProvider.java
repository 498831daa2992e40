package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.samlprovider.SamlProviderEvent.EncryptionModeSet;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.MetadataReplaced;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyAdded;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyRemoved;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderCreated;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderDeleted;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderTagged;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderUntagged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The life of a SAML provider. It is never renamed. */
public sealed interface SamlProvider {

    SamlProvider ABSENT = new Absent();

    record Absent() implements SamlProvider {}

    /**
     * @param privateKeys newest last
     */
    record Active(
            ProviderId id,
            EntityName name,
            Instant created,
            String metadata,
            EncryptionMode encryption,
            List<PrivateKeyEntry> privateKeys,
            Tags tags)
            implements SamlProvider {

        public Active {
            privateKeys = List.copyOf(privateKeys);
        }

        public boolean hasKey(ProviderId key) {
            return privateKeys.stream().anyMatch(entry -> entry.id().equals(key));
        }

        private Active describedBy(String to) {
            return new Active(id, name, created, to, encryption, privateKeys, tags);
        }

        private Active encrypting(EncryptionMode to) {
            return new Active(id, name, created, metadata, to, privateKeys, tags);
        }

        private Active holding(List<PrivateKeyEntry> keys) {
            return new Active(id, name, created, metadata, encryption, keys, tags);
        }

        private Active tagged(Tags to) {
            return new Active(id, name, created, metadata, encryption, privateKeys, to);
        }
    }

    record Deleted(ProviderId id, EntityName name) implements SamlProvider {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static SamlProvider evolve(SamlProvider provider, SamlProviderEvent event) {
        return switch (provider) {
            case Absent _ ->
                    switch (event) {
                        case SamlProviderCreated(
                                        var id,
                                        var name,
                                        var metadata,
                                        var tags,
                                        var at) ->
                                new Active(
                                        id,
                                        name,
                                        at,
                                        metadata,
                                        EncryptionMode.ALLOWED,
                                        List.of(),
                                        tags);
                        case MetadataReplaced _,
                                EncryptionModeSet _,
                                PrivateKeyAdded _,
                                PrivateKeyRemoved _,
                                SamlProviderTagged _,
                                SamlProviderUntagged _,
                                SamlProviderDeleted _ ->
                                throw new CorruptStreamException(provider, event);
                    };
            case Active a ->
                    switch (event) {
                        case MetadataReplaced(var to) -> a.describedBy(to);
                        case EncryptionModeSet(var to) -> a.encrypting(to);
                        case PrivateKeyAdded(var key, var added) when !a.hasKey(key) ->
                                a.holding(with(a.privateKeys(), new PrivateKeyEntry(key, added)));
                        case PrivateKeyRemoved(var key) when a.hasKey(key) ->
                                a.holding(without(a.privateKeys(), key));
                        case SamlProviderTagged(var tags) -> a.tagged(a.tags().with(tags));
                        case SamlProviderUntagged(var keys) -> a.tagged(a.tags().without(keys));
                        case SamlProviderDeleted _ -> new Deleted(a.id(), a.name());
                        case SamlProviderCreated _, PrivateKeyAdded _, PrivateKeyRemoved _ ->
                                throw new CorruptStreamException(provider, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(provider, event);
        };
    }

    private static List<PrivateKeyEntry> with(List<PrivateKeyEntry> all, PrivateKeyEntry one) {
        List<PrivateKeyEntry> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    private static List<PrivateKeyEntry> without(List<PrivateKeyEntry> all, ProviderId key) {
        return all.stream().filter(entry -> !entry.id().equals(key)).toList();
    }
}
