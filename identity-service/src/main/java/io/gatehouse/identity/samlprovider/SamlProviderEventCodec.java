package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.samlprovider.SamlProviderEvent.EncryptionModeSet;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.MetadataReplaced;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyAdded;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.PrivateKeyRemoved;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderCreated;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderDeleted;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderTagged;
import io.gatehouse.identity.samlprovider.SamlProviderEvent.SamlProviderUntagged;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.UnknownEventException;

/**
 * The events of SAML providers on the wire. Metadata may name contact persons and tags are free
 * text: both are sealed under the provider's own key.
 */
public final class SamlProviderEventCodec implements EventCodec<SamlProviderEvent> {

    @Override
    public Written write(SamlProviderEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case SamlProviderCreated(var id, var name, var metadata, var tags, var created) ->
                    fields.put("id", id)
                            .put("name", name)
                            .putPersonal("metadata", metadata)
                            .putPersonal("tags", tags)
                            .put("created", created)
                            .as("saml-provider.created", 1);
            case MetadataReplaced(var to) ->
                    fields.putPersonal("to", to).as("saml-provider.metadata-replaced", 1);
            case EncryptionModeSet(var to) ->
                    fields.put("to", to.wire()).as("saml-provider.encryption-mode-set", 1);
            case PrivateKeyAdded(var key, var added) ->
                    fields.put("key_id", key)
                            .put("added", added)
                            .as("saml-provider.private-key-added", 1);
            case PrivateKeyRemoved(var key) ->
                    fields.put("key_id", key).as("saml-provider.private-key-removed", 1);
            case SamlProviderTagged(var tags) ->
                    fields.putPersonal("tags", tags).as("saml-provider.tagged", 1);
            case SamlProviderUntagged(var keys) ->
                    fields.putPersonal("keys", keys).as("saml-provider.untagged", 1);
            case SamlProviderDeleted(var name) ->
                    fields.put("name", name).as("saml-provider.deleted", 1);
        };
    }

    @Override
    public SamlProviderEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "saml-provider.created" ->
                    new SamlProviderCreated(
                            new ProviderId(fields.text("id")),
                            fields.name("name"),
                            fields.personalText("metadata"),
                            fields.exactTags("tags"),
                            fields.instant("created"));
            case "saml-provider.metadata-replaced" ->
                    new MetadataReplaced(fields.personalText("to"));
            case "saml-provider.encryption-mode-set" ->
                    new EncryptionModeSet(EncryptionMode.parse(fields.text("to")));
            case "saml-provider.private-key-added" ->
                    new PrivateKeyAdded(
                            new ProviderId(fields.text("key_id")), fields.instant("added"));
            case "saml-provider.private-key-removed" ->
                    new PrivateKeyRemoved(new ProviderId(fields.text("key_id")));
            case "saml-provider.tagged" -> new SamlProviderTagged(fields.exactTags("tags"));
            case "saml-provider.untagged" -> new SamlProviderUntagged(fields.texts("keys"));
            case "saml-provider.deleted" -> new SamlProviderDeleted(fields.name("name"));
            default -> throw new UnknownEventException(written);
        };
    }
}
