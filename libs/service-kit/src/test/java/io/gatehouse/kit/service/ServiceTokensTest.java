package io.gatehouse.kit.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyRing;
import io.gatehouse.kit.keys.NamedKey;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class ServiceTokensTest {

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final List<NamedKey> present = new ArrayList<>(List.of(key("k1", 1)));
    private final KeyProvider keys = purpose -> new KeyRing(purpose, present);
    private final ServiceTokens tokens = new ServiceTokens(keys, clock());

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private static NamedKey key(String kid, int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return new NamedKey(kid, secret);
    }

    @Test
    void a_token_says_who_asks_to_the_service_that_it_is_for() {
        String token = tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY);
        assertThat(tokens.verify(token, ServiceName.IDENTITY)).contains(ServiceName.GATEWAY);
    }

    @Test
    void a_token_for_one_service_is_nothing_to_another() {
        String token = tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY);
        assertThat(tokens.verify(token, ServiceName.POLICY)).isEmpty();
    }

    @Test
    void a_token_ends_after_sixty_seconds() {
        String token = tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY);
        now = now.plus(Duration.ofSeconds(59));
        assertThat(tokens.verify(token, ServiceName.IDENTITY)).isPresent();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(tokens.verify(token, ServiceName.IDENTITY)).isEmpty();
    }

    @Test
    void a_token_is_used_again_for_half_its_life_and_no_longer() {
        String token = tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY);
        now = now.plus(Duration.ofSeconds(29));
        assertThat(tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY)).isEqualTo(token);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY)).isNotEqualTo(token);
    }

    @Test
    void a_changed_token_is_refused() {
        String token = tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY);
        int dot = token.indexOf('.');
        char other = token.charAt(dot + 2) == 'A' ? 'B' : 'A';
        String changed = token.substring(0, dot + 2) + other + token.substring(dot + 3);
        assertThat(tokens.verify(changed, ServiceName.IDENTITY)).isEmpty();
        assertThat(tokens.verify("", ServiceName.IDENTITY)).isEmpty();
        assertThat(tokens.verify("a.b.c", ServiceName.IDENTITY)).isEmpty();
    }

    @Test
    void a_rotated_key_signs_at_once_and_the_old_one_verifies_while_it_is_there() {
        String old = tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY);
        present.add(key("k2", 2));
        String fresh = tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY);
        assertThat(fresh).isNotEqualTo(old);
        assertThat(tokens.verify(old, ServiceName.IDENTITY)).isPresent();
        present.removeFirst();
        assertThat(tokens.verify(old, ServiceName.IDENTITY)).isEmpty();
        assertThat(tokens.verify(fresh, ServiceName.IDENTITY)).isPresent();
    }

    @Test
    void a_key_of_the_same_name_and_other_bytes_verifies_nothing() {
        String token = tokens.issue(ServiceName.GATEWAY, ServiceName.IDENTITY);
        assertThat(tokens.verify(token, ServiceName.IDENTITY)).isPresent();
        present.set(0, key("k1", 9));
        assertThat(tokens.verify(token, ServiceName.IDENTITY)).isEmpty();
    }
}
