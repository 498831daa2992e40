package io.gatehouse.identity.webidentity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;

import io.gatehouse.identity.oidcprovider.OidcProviderRow;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of providers, fetched when needed and remembered. An unknown key id asks again, at most
 * once in {@link #PAUSE}, so that made-up ids cost the provider nothing; all is asked for again
 * after {@link #FRESH_FOR}, so that a withdrawn key is forgotten. While the provider does not
 * answer, known keys count for {@link #STALE_FOR}. One fetch of a provider at a time. Safe for all
 * threads.
 */
@ApplicationScoped
public class ProviderKeys {

    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration FRESH_FOR = Duration.ofHours(1);
    static final Duration STALE_FOR = Duration.ofHours(24);

    private static final Logger LOG = Logger.getLogger(ProviderKeys.class);

    private final ProviderDoor door;
    private final Clock clock;
    private final Cache<Name, Known> known = Caffeine.newBuilder().maximumSize(10_000).build();
    private final Map<Name, Uni<Known>> running = new ConcurrentHashMap<>();

    /** A provider as it was registered: with other thumbprints it is asked anew. */
    private record Name(String id, String thumbprints) {
        static Name of(OidcProviderRow provider) {
            return new Name(provider.id().text(), String.join(" ", provider.thumbprints()));
        }
    }

    /**
     * @param at when it was fetched
     */
    public record Known(ProviderDescription description, JWKSet keys, Instant at) {}

    ProviderKeys(ProviderDoor door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    /**
     * All keys of the provider, among them that of the id if the provider has it.
     *
     * @param kid empty where a token names none
     */
    public Uni<JWKSet> containing(OidcProviderRow provider, String kid) {
        return description(provider)
                .chain(now ->
                        kid.isEmpty()
                                        || now.keys().getKeyByKeyId(kid) != null
                                        || age(now).compareTo(PAUSE) < 0
                                ? Uni.createFrom().item(now)
                                : fetchOnce(provider).onFailure().recoverWithItem(now))
                .map(Known::keys);
    }

    /** What the provider says of itself, with its keys; fails as {@link ProviderDoor} does. */
    public Uni<Known> description(OidcProviderRow provider) {
        Known now = known.getIfPresent(Name.of(provider));
        if (now == null) {
            return fetchOnce(provider);
        }
        if (age(now).compareTo(FRESH_FOR) < 0) {
            return Uni.createFrom().item(now);
        }
        return fetchOnce(provider)
                .onFailure()
                .recoverWithUni(failure -> stillGood(provider, now, failure));
    }

    private Uni<Known> stillGood(OidcProviderRow provider, Known now, Throwable failure) {
        LOG.warnf("provider %s does not answer: %s", provider.issuer(), failure.getMessage());
        return age(now).compareTo(STALE_FOR) < 0
                ? Uni.createFrom().item(now)
                : Uni.createFrom().failure(failure);
    }

    private Uni<Known> fetchOnce(OidcProviderRow provider) {
        Name name = Name.of(provider);
        return Uni.createFrom()
                .deferred(() ->
                        running.computeIfAbsent(
                                name,
                                _ ->
                                        fetch(provider)
                                                .invoke(found -> known.put(name, found))
                                                .onTermination()
                                                .invoke(() -> running.remove(name))
                                                .memoize()
                                                .indefinitely()));
    }

    private Uni<Known> fetch(OidcProviderRow provider) {
        return door.get(ProviderDescription.location(provider.issuer()), provider.thumbprints())
                .map(json -> ProviderDescription.read(json, provider.issuer()))
                .chain(description ->
                        door.get(description.keys(), provider.thumbprints())
                                .map(ProviderDescription::keys)
                                .map(keys -> new Known(description, keys, clock.instant())));
    }

    private Duration age(Known of) {
        return Duration.between(of.at(), clock.instant());
    }
}
