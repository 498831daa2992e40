package io.gatehouse.identity.federation;

import io.gatehouse.kit.keys.BrokenSealException;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.MissingKeyException;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.model.Arn;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import jakarta.enterprise.context.ApplicationScoped;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * States of sign-ins as text for a cookie: sealed, so that the browser neither reads nor makes one.
 */
@ApplicationScoped
class SignInStates {

    private static final byte[] PURPOSE = "provider-sign-in".getBytes(StandardCharsets.US_ASCII);

    private final Sealer sealer;
    private final Clock clock;

    SignInStates(KeyProvider keys, Clock clock) {
        this.sealer = Sealer.of(keys, KeyPurpose.MASTER);
        this.clock = clock;
    }

    String seal(SignInState state) {
        String json =
                JsonObject.of(
                                "provider", state.provider().toString(),
                                "client", state.client(),
                                "redirect", state.redirect().toString(),
                                "state", state.state(),
                                "nonce", state.nonce(),
                                "verifier", state.verifier(),
                                "expires", state.expires().toString())
                        .encode();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sealer.seal(json.getBytes(StandardCharsets.UTF_8), PURPOSE));
    }

    /** Empty for what is none of ours, or too old. */
    Optional<SignInState> open(String sealed) {
        try {
            byte[] json = sealer.open(Base64.getUrlDecoder().decode(sealed), PURPOSE);
            JsonObject read = new JsonObject(new String(json, StandardCharsets.UTF_8));
            SignInState state =
                    new SignInState(
                            Arn.parse(read.getString("provider")),
                            read.getString("client"),
                            URI.create(read.getString("redirect")),
                            read.getString("state"),
                            read.getString("nonce"),
                            read.getString("verifier"),
                            Instant.parse(read.getString("expires")));
            return Optional.of(state).filter(one -> one.expires().isAfter(clock.instant()));
        } catch (BrokenSealException
                | MissingKeyException
                | DecodeException
                | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
