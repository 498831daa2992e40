package io.gatehouse.identity.oidcprovider;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;

import java.time.Instant;
import java.util.List;

/** What can be asked of an OpenID Connect provider. */
public sealed interface OidcProviderCommand {

    /**
     * @param existing how many OpenID Connect providers the account has
     */
    record CreateOidcProvider(
            ProviderId id,
            IssuerUrl issuer,
            List<String> clientIds,
            List<String> thumbprints,
            Tags tags,
            Instant created,
            int existing)
            implements OidcProviderCommand {
        public CreateOidcProvider {
            clientIds = List.copyOf(clientIds);
            thumbprints = List.copyOf(thumbprints);
        }
    }

    record AddClientId(String clientId) implements OidcProviderCommand {}

    record RemoveClientId(String clientId) implements OidcProviderCommand {}

    record ReplaceThumbprints(List<String> to) implements OidcProviderCommand {
        public ReplaceThumbprints {
            to = List.copyOf(to);
        }
    }

    record TagOidcProvider(Tags tags) implements OidcProviderCommand {}

    record UntagOidcProvider(List<String> keys) implements OidcProviderCommand {
        public UntagOidcProvider {
            keys = List.copyOf(keys);
        }
    }

    record DeleteOidcProvider() implements OidcProviderCommand {}
}
