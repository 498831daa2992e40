package io.gatehouse.identity.oidcprovider;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.quota;
import static io.gatehouse.identity.value.Refusals.tooManyTags;

import io.gatehouse.identity.oidcprovider.OidcProviderCommand.AddClientId;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.CreateOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.DeleteOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.RemoveClientId;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.ReplaceThumbprints;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.TagOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderCommand.UntagOidcProvider;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdAdded;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdRemoved;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderCreated;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderDeleted;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderTagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderUntagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ThumbprintsReplaced;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;

/**
 * The rules of OpenID Connect providers (SEMANTICS 9, 10). Adding a client id that is there,
 * removing one that is not and deleting a provider twice succeed, as AWS documents.
 */
public final class OidcProviderDecider {

    private OidcProviderDecider() {}

    public static Decision<OidcProviderEvent> decide(
            OidcProvider provider, OidcProviderCommand command, Quotas quotas) {
        return switch (provider) {
            case OidcProvider.Absent _ ->
                    command instanceof CreateOidcProvider c
                            ? create(c, quotas)
                            : refuse(
                                    ErrorCode.NO_SUCH_ENTITY,
                                    "The OpenID Connect provider cannot be found.");
            case OidcProvider.Active a -> decide(a, command, quotas);
            case OidcProvider.Deleted(var _, var issuer) ->
                    switch (command) {
                        case DeleteOidcProvider _ -> accept();
                        case CreateOidcProvider _ -> alreadyExists(issuer);
                        case AddClientId _,
                                RemoveClientId _,
                                ReplaceThumbprints _,
                                TagOidcProvider _,
                                UntagOidcProvider _ ->
                                refuse(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "The OpenID Connect provider %s cannot be found."
                                                .formatted(issuer.name()));
                    };
        };
    }

    private static Decision<OidcProviderEvent> create(CreateOidcProvider c, Quotas quotas) {
        if (c.existing() >= quotas.oidcProviders()) {
            return quota("OpenIdConnectProvidersPerAccount", quotas.oidcProviders());
        }
        if (c.clientIds().size() > quotas.clientIdsPerProvider()) {
            return quota("ClientIdsPerOpenIdConnectProvider", quotas.clientIdsPerProvider());
        }
        if (c.thumbprints().size() > quotas.thumbprintsPerProvider()) {
            return tooManyThumbprints(quotas);
        }
        if (c.tags().count() > quotas.tags()) {
            return tooManyTags();
        }
        return accept(
                new OidcProviderCreated(
                        c.id(), c.issuer(), c.clientIds(), c.thumbprints(), c.tags(), c.created()));
    }

    private static Decision<OidcProviderEvent> decide(
            OidcProvider.Active provider, OidcProviderCommand command, Quotas quotas) {
        return switch (command) {
            case CreateOidcProvider _ -> alreadyExists(provider.issuer());
            case AddClientId(var id) when provider.clientIds().contains(id) -> accept();
            case AddClientId(var _)
                    when provider.clientIds().size() >= quotas.clientIdsPerProvider() ->
                    quota("ClientIdsPerOpenIdConnectProvider", quotas.clientIdsPerProvider());
            case AddClientId(var id) -> accept(new ClientIdAdded(id));
            case RemoveClientId(var id) ->
                    provider.clientIds().contains(id) ? accept(new ClientIdRemoved(id)) : accept();
            case ReplaceThumbprints(var to) when to.size() > quotas.thumbprintsPerProvider() ->
                    tooManyThumbprints(quotas);
            case ReplaceThumbprints(var to) ->
                    to.equals(provider.thumbprints())
                            ? accept()
                            : accept(new ThumbprintsReplaced(to));
            case TagOidcProvider(Tags tags)
                    when provider.tags().with(tags).count() > quotas.tags() ->
                    tooManyTags();
            case TagOidcProvider(Tags tags) ->
                    provider.tags().with(tags).equals(provider.tags())
                            ? accept()
                            : accept(new OidcProviderTagged(tags));
            case UntagOidcProvider(var keys) ->
                    provider.tags().without(keys).equals(provider.tags())
                            ? accept()
                            : accept(new OidcProviderUntagged(keys));
            case DeleteOidcProvider _ -> accept(new OidcProviderDeleted(provider.issuer()));
        };
    }

    private static Decision<OidcProviderEvent> tooManyThumbprints(Quotas quotas) {
        return refuse(
                ErrorCode.INVALID_INPUT,
                "Thumbprint list must contain fewer than %d entries."
                        .formatted(quotas.thumbprintsPerProvider() + 1));
    }

    private static Decision<OidcProviderEvent> alreadyExists(IssuerUrl issuer) {
        return refuse(ErrorCode.ENTITY_ALREADY_EXISTS, alreadyExistsText(issuer));
    }

    static String alreadyExistsText(IssuerUrl issuer) {
        return "Provider with url %s already exists.".formatted(issuer.text());
    }
}
