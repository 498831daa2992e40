package io.gatehouse.identity.federation;

import io.gatehouse.kit.keys.BrokenSealException;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.MissingKeyException;
import io.gatehouse.kit.keys.Sealer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What must still be known when somebody comes back from a provider, as text for a cookie: sealed,
 * so that the browser neither reads nor makes one, and good for {@link #PATIENCE}.
 */
@ApplicationScoped
class SignInStates {

    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String EXPIRES = "expires";

    private final Sealer sealer;
    private final Clock clock;

    SignInStates(KeyProvider keys, Clock clock) {
        this.sealer = Sealer.of(keys, KeyPurpose.MASTER);
        this.clock = clock;
    }

    /** The two ways of coming back; what was sealed for one does not open for the other. */
    enum Way {
        CODE,
        ASSERTION;

        private byte[] binding() {
            return switch (this) {
                case CODE -> "provider-sign-in/code".getBytes(StandardCharsets.US_ASCII);
                case ASSERTION -> "provider-sign-in/assertion".getBytes(StandardCharsets.US_ASCII);
            };
        }
    }

    String seal(Way way, JsonObject state) {
        String json = state.copy().put(EXPIRES, clock.instant().plus(PATIENCE).toString()).encode();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sealer.seal(json.getBytes(StandardCharsets.UTF_8), way.binding()));
    }

    /** Empty for what is none of ours, or too old. */
    Optional<JsonObject> open(Way way, String sealed) {
        try {
            byte[] json = sealer.open(Base64.getUrlDecoder().decode(sealed), way.binding());
            JsonObject state = new JsonObject(new String(json, StandardCharsets.UTF_8));
            return Instant.parse(state.getString(EXPIRES)).isAfter(clock.instant())
                    ? Optional.of(state)
                    : Optional.empty();
        } catch (BrokenSealException
                | MissingKeyException
                | DecodeException
                | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
