package io.gatehouse.gateway.console;

import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where browsers reach this gateway, as identity providers are told. From configuration alone: a
 * provider must never send what it vouches for to a place that a request's {@code Host} made up.
 */
@ApplicationScoped
class PublicUrls {

    private final List<String> all;

    PublicUrls(@ConfigProperty(name = "gatehouse.gateway.public-urls") Optional<List<String>> all) {
        this.all = all.orElse(List.of()).stream().map(PublicUrls::checked).toList();
    }

    /** Whether people can come back here from a provider. */
    boolean isKnown() {
        return !all.isEmpty();
    }

    /** The one that the browser used, else the first; empty where none is configured. */
    Optional<String> of(RoutingContext context) {
        String host = context.request().getHeader("Host");
        return all.stream()
                .filter(url -> URI.create(url).getRawAuthority().equalsIgnoreCase(host))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private static String checked(String text) {
        URI uri = URI.create(text.strip());
        boolean isOrigin =
                uri.getHost() != null
                        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                        && uri.getRawPath().isEmpty()
                        && uri.getRawQuery() == null;
        if (!isOrigin) {
            throw new IllegalArgumentException(
                    "gatehouse.gateway.public-urls: `%s` is not https://host or https://host:port"
                            .formatted(text));
        }
        return uri.toString();
    }
}
