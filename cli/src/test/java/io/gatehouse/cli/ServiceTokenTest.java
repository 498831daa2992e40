package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class ServiceTokenTest {

    @TempDir Path keys;

    @Test
    void it_is_signed_with_the_newest_internal_key_and_good_for_a_minute() throws Exception {
        byte[] secret = new byte[32];
        secret[0] = 7;
        Files.writeString(keys.resolve("internal-1.key"), "AAAA");
        Files.writeString(
                keys.resolve("internal-2.key"), Base64.getEncoder().encodeToString(secret) + "\n");
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
        String[] parts = ServiceToken.of(keys, "identity", clock).split("\\.");
        assertThat(decoded(parts[0]).path("kid").asText()).isEqualTo("2");
        assertThat(decoded(parts[1]).path("aud").asText()).isEqualTo("identity");
        assertThat(decoded(parts[1]).path("exp").asLong()).isEqualTo(1_060);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        assertThat(Base64.getUrlDecoder().decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)));
    }

    @Test
    void without_a_key_there_is_no_token() {
        assertThatThrownBy(() -> ServiceToken.of(keys, "identity", Clock.systemUTC()))
                .isInstanceOf(CommandFailure.class);
    }

    private static JsonNode decoded(String part) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }
}
