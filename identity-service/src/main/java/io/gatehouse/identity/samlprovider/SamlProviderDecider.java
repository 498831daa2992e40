package io.gatehouse.identity.samlprovider;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.alreadyExists;
import static io.gatehouse.identity.value.Refusals.quota;
import static io.gatehouse.identity.value.Refusals.tooManyTags;

import io.gatehouse.identity.samlprovider.SamlProviderCommand.AddPrivateKey;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.CheckEncryption;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.CreateSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.DeleteSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.RemovePrivateKey;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.ReplaceMetadata;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.SetEncryptionMode;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.TagSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderCommand.UntagSamlProvider;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.EncryptionModeSet;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.MetadataReplaced;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyAdded;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyRemoved;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderCreated;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderDeleted;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderTagged;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderUntagged;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;

/** The rules of SAML providers (SEMANTICS 9, 10). */
public final class SamlProviderDecider {

    /** By AWS's model; no quota that an account can raise. */
    static final int PRIVATE_KEYS = 2;

    private SamlProviderDecider() {}

    public static Decision<SamlProviderEvent> decide(
            SamlProvider provider, SamlProviderCommand command, Quotas quotas) {
        return switch (provider) {
            case SamlProvider.Absent _ ->
                    command instanceof CreateSamlProvider c
                            ? create(c, quotas)
                            : refuse(
                                    ErrorCode.NO_SUCH_ENTITY, "The SAML provider cannot be found.");
            case SamlProvider.Active a -> decide(a, command, quotas);
            case SamlProvider.Deleted(var _, var name) ->
                    command instanceof CreateSamlProvider
                            ? alreadyExists("SAMLProvider", name.text())
                            : refuse(
                                    ErrorCode.NO_SUCH_ENTITY,
                                    "The SAML provider %s cannot be found.".formatted(name.text()));
        };
    }

    private static Decision<SamlProviderEvent> create(CreateSamlProvider c, Quotas quotas) {
        if (c.existing() >= quotas.samlProviders()) {
            return quota("SAMLProvidersPerAccount", quotas.samlProviders());
        }
        if (c.tags().count() > quotas.tags()) {
            return tooManyTags();
        }
        return accept(
                new SamlProviderCreated(c.id(), c.name(), c.metadata(), c.tags(), c.created()));
    }

    private static Decision<SamlProviderEvent> decide(
            SamlProvider.Active provider, SamlProviderCommand command, Quotas quotas) {
        return switch (command) {
            case CreateSamlProvider _ -> alreadyExists("SAMLProvider", provider.name().text());
            case ReplaceMetadata(var to) ->
                    to.equals(provider.metadata()) ? accept() : accept(new MetadataReplaced(to));
            case SetEncryptionMode(var to) ->
                    to == provider.encryption() ? accept() : accept(new EncryptionModeSet(to));
            case AddPrivateKey(var _, var _) when provider.privateKeys().size() >= PRIVATE_KEYS ->
                    quota("PrivateKeysPerSAMLProvider", PRIVATE_KEYS);
            case AddPrivateKey(var key, var added) -> accept(new PrivateKeyAdded(key, added));
            case RemovePrivateKey(ProviderId key) ->
                    provider.hasKey(key)
                            ? accept(new PrivateKeyRemoved(key))
                            : refuse(
                                    ErrorCode.NO_SUCH_ENTITY,
                                    "The private key %s cannot be found.".formatted(key));
            case CheckEncryption _ ->
                    provider.encryption() == EncryptionMode.REQUIRED
                                    && provider.privateKeys().isEmpty()
                            ? refuse(
                                    ErrorCode.INVALID_INPUT,
                                    "Encrypted assertions can be required only of a provider that"
                                            + " has a private key.")
                            : accept();
            case TagSamlProvider(Tags tags)
                    when provider.tags().with(tags).count() > quotas.tags() ->
                    tooManyTags();
            case TagSamlProvider(Tags tags) ->
                    provider.tags().with(tags).equals(provider.tags())
                            ? accept()
                            : accept(new SamlProviderTagged(tags));
            case UntagSamlProvider(var keys) ->
                    provider.tags().without(keys).equals(provider.tags())
                            ? accept()
                            : accept(new SamlProviderUntagged(keys));
            case DeleteSamlProvider _ -> accept(new SamlProviderDeleted(provider.name()));
        };
    }
}
