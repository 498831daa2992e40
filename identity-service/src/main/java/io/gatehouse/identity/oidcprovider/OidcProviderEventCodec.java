package io.gatehouse.identity.oidcprovider;

import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdAdded;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdRemoved;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderCreated;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderDeleted;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderTagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderUntagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ThumbprintsReplaced;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.UnknownEventException;

/**
 * The events of OpenID Connect providers on the wire. Tags are free text: sealed under the
 * provider's own key.
 */
public final class OidcProviderEventCodec implements EventCodec<OidcProviderEvent> {

    @Override
    public Written write(OidcProviderEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case OidcProviderCreated e ->
                    fields.put("id", e.id())
                            .put("issuer", e.issuer())
                            .put("client_ids", e.clientIds())
                            .put("thumbprints", e.thumbprints())
                            .putPersonal("tags", e.tags())
                            .put("created", e.created())
                            .as("oidc-provider.created", 1);
            case ClientIdAdded(var id) ->
                    fields.put("client_id", id).as("oidc-provider.client-id-added", 1);
            case ClientIdRemoved(var id) ->
                    fields.put("client_id", id).as("oidc-provider.client-id-removed", 1);
            case ThumbprintsReplaced(var to) ->
                    fields.put("to", to).as("oidc-provider.thumbprints-replaced", 1);
            case OidcProviderTagged(var tags) ->
                    fields.putPersonal("tags", tags).as("oidc-provider.tagged", 1);
            case OidcProviderUntagged(var keys) ->
                    fields.putPersonal("keys", keys).as("oidc-provider.untagged", 1);
            case OidcProviderDeleted(var issuer) ->
                    fields.put("issuer", issuer).as("oidc-provider.deleted", 1);
        };
    }

    @Override
    public OidcProviderEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "oidc-provider.created" ->
                    new OidcProviderCreated(
                            new ProviderId(fields.text("id")),
                            new IssuerUrl(fields.text("issuer")),
                            fields.texts("client_ids"),
                            fields.texts("thumbprints"),
                            fields.exactTags("tags"),
                            fields.instant("created"));
            case "oidc-provider.client-id-added" -> new ClientIdAdded(fields.text("client_id"));
            case "oidc-provider.client-id-removed" -> new ClientIdRemoved(fields.text("client_id"));
            case "oidc-provider.thumbprints-replaced" ->
                    new ThumbprintsReplaced(fields.texts("to"));
            case "oidc-provider.tagged" -> new OidcProviderTagged(fields.exactTags("tags"));
            case "oidc-provider.untagged" -> new OidcProviderUntagged(fields.texts("keys"));
            case "oidc-provider.deleted" ->
                    new OidcProviderDeleted(new IssuerUrl(fields.text("issuer")));
            default -> throw new UnknownEventException(written);
        };
    }
}
