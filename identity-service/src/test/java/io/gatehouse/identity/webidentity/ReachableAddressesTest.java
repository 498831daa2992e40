package io.gatehouse.identity.webidentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

class ReachableAddressesTest {

    private final ReachableAddresses byDefault = new ReachableAddresses(Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd00::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001::1"
            })
    void an_address_inside_is_refused(String address) throws Exception {
        assertThat(byDefault.admits(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.15.0.1", "172.32.0.1", "2606:4700::1111"})
    void a_public_address_is_admitted(String address) throws Exception {
        assertThat(byDefault.admits(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void a_configured_address_is_admitted_and_its_neighbours_are_not() throws Exception {
        ReachableAddresses some =
                new ReachableAddresses(Optional.of(List.of("10.0.0.0/24", "127.0.0.1")));
        assertThat(some.admits(InetAddress.getByName("10.0.0.9"))).isTrue();
        assertThat(some.admits(InetAddress.getLoopbackAddress())).isTrue();
        assertThat(some.admits(InetAddress.getByName("10.0.1.9"))).isFalse();
        assertThat(some.admits(InetAddress.getByName("127.0.0.2"))).isFalse();
    }

    @Test
    void a_setting_that_is_no_address_stops_the_start() {
        assertThatThrownBy(() -> new ReachableAddresses(Optional.of(List.of("here"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`here`");
    }
}
