package io.gatehouse.identity.federation;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gatehouse.identity.oidcprovider.OidcProviderRow;
import io.gatehouse.identity.webidentity.ProviderDoor;
import io.gatehouse.identity.webidentity.ProviderKeys;
import io.gatehouse.identity.webidentity.ProviderUnreachableException;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The two places of a provider that a sign-in visits: where people go, and where the code that they
 * bring back becomes a token. Fails with IDPCommunicationError.
 */
@ApplicationScoped
class CodeExchange {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ProviderKeys providers;
    private final ProviderDoor door;

    CodeExchange(ProviderKeys providers, ProviderDoor door) {
        this.providers = providers;
        this.door = door;
    }

    /** Where the browser goes. */
    Uni<URI> authorization(OidcProviderRow provider, SignInState state) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", state.client());
        query.put("redirect_uri", state.redirect().toString());
        query.put("scope", "openid email profile");
        query.put("state", state.state());
        query.put("nonce", state.nonce());
        query.put("code_challenge", state.challenge());
        query.put("code_challenge_method", "S256");
        return providers
                .description(provider)
                .map(known ->
                        known.description()
                                .authorization()
                                .orElseThrow(() ->
                                        new ProviderUnreachableException(
                                                "nobody can sign in at the provider")))
                .map(at -> URI.create(at + (at.getQuery() == null ? "?" : "&") + form(query)))
                .onFailure(ProviderUnreachableException.class)
                .transform(CodeExchange::unreachable);
    }

    /** The identity token for a code. */
    Uni<String> idToken(OidcProviderRow provider, SignInState state, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", state.client());
        form.put("redirect_uri", state.redirect().toString());
        form.put("code", code);
        form.put("code_verifier", state.verifier());
        return providers
                .description(provider)
                .map(known ->
                        known.description()
                                .token()
                                .orElseThrow(() ->
                                        new ProviderUnreachableException(
                                                "the provider takes no codes")))
                .chain(at ->
                        door.post(
                                at,
                                provider.thumbprints(),
                                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                                form(form)))
                .map(CodeExchange::idToken)
                .onFailure(ProviderUnreachableException.class)
                .transform(CodeExchange::unreachable);
    }

    private static String idToken(byte[] json) {
        try {
            String token = JSON.readTree(json).path("id_token").asText("");
            if (!token.isEmpty()) {
                return token;
            }
        } catch (IOException e) {
            throw new ProviderUnreachableException("the provider's answer is no JSON");
        }
        throw new ProviderUnreachableException("the provider gave no identity token");
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e ->
                        e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static RefusedException unreachable(Throwable failure) {
        return RefusedException.of(
                ErrorCode.IDP_COMMUNICATION_ERROR, String.valueOf(failure.getMessage()));
    }
}
