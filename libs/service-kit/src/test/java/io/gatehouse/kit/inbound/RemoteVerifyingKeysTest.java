package io.gatehouse.kit.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;

import io.gatehouse.kit.call.InternalTokens;
import io.gatehouse.kit.call.RefusedException;
import io.smallrye.mutiny.Uni;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

class RemoteVerifyingKeysTest {

    private Instant now = Instant.parse("2026-11-23T20:00:00Z");
    private int asked;
    private boolean isAway;
    private InternalTokens owner = new InternalTokens("k1");

    private final RemoteVerifyingKeys keys =
            new RemoteVerifyingKeys(
                    () -> {
                        asked++;
                        return isAway
                                ? Uni.createFrom().failure(new IllegalStateException("away"))
                                : Uni.createFrom()
                                        .item(new JWKSet(owner.key().toPublicJWK()).toString());
                    },
                    new Clock() {
                        @Override
                        public Instant instant() {
                            return now;
                        }

                        @Override
                        public ZoneId getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }
                    });

    private boolean has(String kid) {
        return keys.containing(kid).await().indefinitely().getKeyByKeyId(kid) != null;
    }

    @Test
    void keys_are_asked_for_once_and_remembered() {
        assertThat(has("k1")).isTrue();
        isAway = true;
        now = now.plus(Duration.ofMinutes(4));
        assertThat(has("k1")).isTrue();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void a_new_key_is_found_and_made_up_ones_do_not_make_us_ask_each_time() {
        assertThat(has("k1")).isTrue();
        owner = new InternalTokens("k2");
        assertThat(has("k2")).isFalse();
        now = now.plusSeconds(1);
        assertThat(has("k2")).isTrue();
        for (int i = 0; i < 100; i++) {
            has("made-up-" + i);
        }
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void a_withdrawn_key_is_forgotten() {
        assertThat(has("k1")).isTrue();
        owner = new InternalTokens("k2");
        now = now.plus(Duration.ofMinutes(5));
        assertThat(has("k1")).isFalse();
    }

    @Test
    void without_an_answer_nobody_is_verified() {
        isAway = true;
        assertThatThrownBy(() -> has("k1"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ServiceUnavailable");
    }
}
