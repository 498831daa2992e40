package io.gatehouse.identity.oidcprovider;

import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdAdded;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ClientIdRemoved;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderCreated;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderDeleted;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderTagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.OidcProviderUntagged;
import io.gatehouse.identity.oidcprovider.OidcProviderEvent.ThumbprintsReplaced;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.value.Tags;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The life of an OpenID Connect provider. Its issuer never changes. */
public sealed interface OidcProvider {

    OidcProvider ABSENT = new Absent();

    record Absent() implements OidcProvider {}

    /**
     * @param clientIds audiences that its tokens may have, in the order they came
     * @param thumbprints SHA-1 of certificates that its server may show besides publicly trusted
     */
    record Active(
            ProviderId id,
            IssuerUrl issuer,
            Instant created,
            List<String> clientIds,
            List<String> thumbprints,
            Tags tags)
            implements OidcProvider {

        public Active {
            clientIds = List.copyOf(clientIds);
            thumbprints = List.copyOf(thumbprints);
        }

        private Active withClientIds(List<String> to) {
            return new Active(id, issuer, created, to, thumbprints, tags);
        }

        private Active withThumbprints(List<String> to) {
            return new Active(id, issuer, created, clientIds, to, tags);
        }

        private Active tagged(Tags to) {
            return new Active(id, issuer, created, clientIds, thumbprints, to);
        }
    }

    record Deleted(ProviderId id, IssuerUrl issuer) implements OidcProvider {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static OidcProvider evolve(OidcProvider provider, OidcProviderEvent event) {
        return switch (provider) {
            case Absent _ ->
                    switch (event) {
                        case OidcProviderCreated e ->
                                new Active(
                                        e.id(),
                                        e.issuer(),
                                        e.created(),
                                        e.clientIds(),
                                        e.thumbprints(),
                                        e.tags());
                        case ClientIdAdded _,
                                ClientIdRemoved _,
                                ThumbprintsReplaced _,
                                OidcProviderTagged _,
                                OidcProviderUntagged _,
                                OidcProviderDeleted _ ->
                                throw new CorruptStreamException(provider, event);
                    };
            case Active a ->
                    switch (event) {
                        case ClientIdAdded(var added) when !a.clientIds().contains(added) ->
                                a.withClientIds(with(a.clientIds(), added));
                        case ClientIdRemoved(var removed) when a.clientIds().contains(removed) ->
                                a.withClientIds(without(a.clientIds(), removed));
                        case ThumbprintsReplaced(var to) -> a.withThumbprints(to);
                        case OidcProviderTagged(var tags) -> a.tagged(a.tags().with(tags));
                        case OidcProviderUntagged(var keys) -> a.tagged(a.tags().without(keys));
                        case OidcProviderDeleted _ -> new Deleted(a.id(), a.issuer());
                        case OidcProviderCreated _, ClientIdAdded _, ClientIdRemoved _ ->
                                throw new CorruptStreamException(provider, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(provider, event);
        };
    }

    private static List<String> with(List<String> all, String one) {
        List<String> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    private static List<String> without(List<String> all, String one) {
        return all.stream().filter(each -> !each.equals(one)).toList();
    }
}
