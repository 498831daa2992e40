package io.gatehouse.identity.federation;

import io.gatehouse.model.Arn;
import io.vertx.core.json.JsonObject;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What must still be known when somebody comes back from a provider with a code.
 *
 * @param state comes back in the URL: ties the answer to the browser that asked
 * @param nonce comes back in the token: ties the token to this sign-in
 * @param verifier of PKCE: ties the code to us
 */
record SignInState(
        Arn provider, String client, URI redirect, String state, String nonce, String verifier) {

    static SignInState begin(Arn provider, String client, URI redirect, SecureRandom chance) {
        return new SignInState(
                provider, client, redirect, word(chance), word(chance), word(chance));
    }

    static SignInState of(JsonObject json) {
        return new SignInState(
                Arn.parse(json.getString("provider")),
                json.getString("client"),
                URI.create(json.getString("redirect")),
                json.getString("state"),
                json.getString("nonce"),
                json.getString("verifier"));
    }

    JsonObject json() {
        return JsonObject.of(
                "provider", provider.toString(),
                "client", client,
                "redirect", redirect.toString(),
                "state", state,
                "nonce", nonce,
                "verifier", verifier);
    }

    /** 256 random bits: 43 letters, as PKCE wants at least. */
    private static String word(SecureRandom chance) {
        byte[] bytes = new byte[32];
        chance.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** {@code S256} of the verifier. */
    String challenge() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean isAnsweredBy(String cameBack) {
        return MessageDigest.isEqual(
                state.getBytes(StandardCharsets.UTF_8), cameBack.getBytes(StandardCharsets.UTF_8));
    }

    /** Its words are secrets. */
    @Override
    public String toString() {
        return "SignInState[" + provider + "]";
    }
}
