package io.gatehouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;

class PortsTest {

    @Test
    void the_offset_moves_every_port() {
        Ports ports = new Ports(100);
        assertThat(ports.all().values())
                .containsExactlyInAnyOrder(8180, 8181, 8182, 8183, 9183, 5540, 9192);
    }

    @Test
    void an_offset_that_leaves_no_room_is_refused() {
        assertThatThrownBy(() -> new Ports(-1)).isInstanceOf(LaunchFailure.class);
        assertThatThrownBy(() -> new Ports(60_000)).isInstanceOf(LaunchFailure.class);
    }

    @Test
    void a_taken_port_is_named_with_its_user_and_the_way_out() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports =
                    new Ports(taken.getLocalPort() - 8082 > 0 ? taken.getLocalPort() - 8082 : 0);
            assertThat(ports.firstTaken())
                    .hasValueSatisfying(sentence ->
                            assertThat(sentence)
                                    .contains("port " + taken.getLocalPort())
                                    .contains("policy-service")
                                    .contains("--port-offset"));
        }
    }
}
