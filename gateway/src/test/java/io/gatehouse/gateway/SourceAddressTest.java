package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class SourceAddressTest {

    private final SourceAddress behindProxy =
            new SourceAddress(Optional.of(List.of("10.0.0.1", "10.0.0.2")));
    private final SourceAddress direct = new SourceAddress(Optional.empty());

    @Test
    void a_forwarded_header_of_a_stranger_counts_for_nothing() {
        assertThat(direct.of("192.0.2.9", "10.1.1.1")).isEqualTo("192.0.2.9");
        assertThat(behindProxy.of("192.0.2.9", "10.1.1.1")).isEqualTo("192.0.2.9");
    }

    @Test
    void a_configured_proxy_names_the_client() {
        assertThat(behindProxy.of("10.0.0.1", "198.51.100.7")).isEqualTo("198.51.100.7");
    }

    @Test
    void what_the_client_wrote_before_the_proxy_does_not_count() {
        assertThat(behindProxy.of("10.0.0.1", "127.0.0.1, 198.51.100.7, 10.0.0.2"))
                .isEqualTo("198.51.100.7");
    }

    @Test
    void a_proxy_that_names_nobody_is_itself_the_client() {
        assertThat(behindProxy.of("10.0.0.1", "")).isEqualTo("10.0.0.1");
    }

    @Test
    void only_a_configured_proxy_may_say_that_transport_was_secure() {
        assertThat(direct.isSecure("192.0.2.9", false, "https")).isFalse();
        assertThat(behindProxy.isSecure("10.0.0.1", false, "https")).isTrue();
        assertThat(behindProxy.isSecure("10.0.0.1", true, "http")).isFalse();
    }
}
