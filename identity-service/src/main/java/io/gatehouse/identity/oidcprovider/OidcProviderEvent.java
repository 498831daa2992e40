package io.gatehouse.identity.oidcprovider;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;

import java.time.Instant;
import java.util.List;

/** What can have happened to an OpenID Connect provider. */
public sealed interface OidcProviderEvent {

    record OidcProviderCreated(
            ProviderId id,
            IssuerUrl issuer,
            List<String> clientIds,
            List<String> thumbprints,
            Tags tags,
            Instant created)
            implements OidcProviderEvent {
        public OidcProviderCreated {
            clientIds = List.copyOf(clientIds);
            thumbprints = List.copyOf(thumbprints);
        }
    }

    record ClientIdAdded(String clientId) implements OidcProviderEvent {}

    record ClientIdRemoved(String clientId) implements OidcProviderEvent {}

    record ThumbprintsReplaced(List<String> to) implements OidcProviderEvent {
        public ThumbprintsReplaced {
            to = List.copyOf(to);
        }
    }

    record OidcProviderTagged(Tags tags) implements OidcProviderEvent {}

    record OidcProviderUntagged(List<String> keys) implements OidcProviderEvent {
        public OidcProviderUntagged {
            keys = List.copyOf(keys);
        }
    }

    record OidcProviderDeleted(IssuerUrl issuer) implements OidcProviderEvent {}
}
