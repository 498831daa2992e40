package io.gatehouse.identity.webidentity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWKSet;

import io.gatehouse.identity.oidcprovider.IssuerUrl;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0), as far as it counts here.
 *
 * @param authorization where people sign in; empty where there is no such place
 * @param token where codes become tokens
 */
public record ProviderDescription(URI keys, Optional<URI> authorization, Optional<URI> token) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Where the description of an issuer is. */
    static URI location(IssuerUrl issuer) {
        String base =
                issuer.text().endsWith("/")
                        ? issuer.text().substring(0, issuer.text().length() - 1)
                        : issuer.text();
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /** Throws ProviderUnreachableException for what is not the description of that issuer. */
    static ProviderDescription read(byte[] json, IssuerUrl issuer) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (IOException e) {
            throw new ProviderUnreachableException("the provider's description is no JSON", e);
        }
        if (!issuer.text().equals(root.path("issuer").asText())) {
            throw new ProviderUnreachableException(
                    "the provider calls itself `%s`, not `%s`"
                            .formatted(root.path("issuer").asText(), issuer));
        }
        return new ProviderDescription(
                uri(root, "jwks_uri")
                        .orElseThrow(() ->
                                new ProviderUnreachableException(
                                        "the provider's description names no keys")),
                uri(root, "authorization_endpoint"),
                uri(root, "token_endpoint"));
    }

    static JWKSet keys(byte[] json) {
        try {
            JWKSet keys = JWKSet.parse(new String(json, StandardCharsets.UTF_8));
            if (keys.size() > 100) {
                throw new ProviderUnreachableException("the provider has more than 100 keys");
            }
            return keys;
        } catch (ParseException e) {
            throw new ProviderUnreachableException("the provider's keys cannot be read", e);
        }
    }

    private static Optional<URI> uri(JsonNode root, String field) {
        String text = root.path(field).asText("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text);
            if ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            throw new ProviderUnreachableException("`%s` is no URL".formatted(field), e);
        }
        throw new ProviderUnreachableException("`%s` is no URL of http".formatted(field));
    }
}
