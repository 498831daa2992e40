package io.gatehouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who really calls: the peer of the socket, unless the peer is a configured proxy; then what the
 * proxy says (DESIGN 4). The last address of {@code X-Forwarded-For} that is not itself a proxy
 * counts, since a client can write the ones before it.
 */
@ApplicationScoped
public final class SourceAddress {

    private final Set<String> proxies;

    SourceAddress(
            @ConfigProperty(name = "gatehouse.gateway.trusted-proxies")
                    Optional<List<String>> proxies) {
        this.proxies = Set.copyOf(proxies.orElse(List.of()));
    }

    /**
     * @param peer address of the socket's other end
     * @param forwardedFor {@code X-Forwarded-For} as sent, empty when absent
     */
    public String of(String peer, String forwardedFor) {
        if (!proxies.contains(peer)) {
            return peer;
        }
        String[] hops = forwardedFor.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (!hop.isEmpty() && !proxies.contains(hop)) {
                return hop;
            }
        }
        return peer;
    }

    /** Whether the client used TLS: a configured proxy's word, else the socket's. */
    public boolean isSecure(String peer, boolean socketSecure, String forwardedProto) {
        boolean proxySays = proxies.contains(peer) && !forwardedProto.isEmpty();
        return proxySays ? forwardedProto.strip().equalsIgnoreCase("https") : socketSecure;
    }
}
