package io.gatehouse.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The TCP ports of one Gatehouse on this machine, all on the loopback address.
 *
 * @param offset what is added to each of the well-known ports, so that several can run side by side
 */
record Ports(int offset) {

    Ports {
        if (offset < 0 || offset > 50_000) {
            throw new LaunchFailure(
                    "a port offset is a number from 0 to 50000, not `%d`".formatted(offset));
        }
    }

    int gateway() {
        return 8080 + offset;
    }

    int identity() {
        return 8081 + offset;
    }

    int policy() {
        return 8082 + offset;
    }

    int authz() {
        return 8083 + offset;
    }

    int authzGrpc() {
        return 9083 + offset;
    }

    int postgres() {
        return 5440 + offset;
    }

    int kafka() {
        return 9092 + offset;
    }

    /**
     * Every port that must be free at start, by what uses it, in the order of {@link #firstTaken}.
     */
    Map<String, Integer> all() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("the gateway", gateway());
        ports.put("identity-service", identity());
        ports.put("policy-service", policy());
        ports.put("authz-service", authz());
        ports.put("authz-service's gRPC", authzGrpc());
        ports.put("PostgreSQL", postgres());
        ports.put("Kafka", kafka());
        return ports;
    }

    /**
     * A port that another process listens on, as a sentence with the way out; empty when all are
     * free.
     */
    Optional<String> firstTaken() {
        for (Map.Entry<String, Integer> entry : all().entrySet()) {
            if (!isFree(entry.getValue())) {
                return Optional.of(
                        "port %d, which %s needs, is taken by another process: stop that one, or add --port-offset %d"
                                .formatted(entry.getValue(), entry.getKey(), offset + 100));
            }
        }
        return Optional.empty();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
