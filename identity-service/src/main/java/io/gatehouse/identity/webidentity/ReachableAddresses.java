package io.gatehouse.identity.webidentity;

import io.gatehouse.policy.language.IpRange;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a provider may have. Whoever registers a provider makes this service connect to
 * it, so addresses inside the installation's own network are refused unless configured.
 */
@ApplicationScoped
public class ReachableAddresses {

    /** Not public: private, shared, loopback, link-local, multicast, reserved, and tunnels. */
    private static final List<IpRange> REFUSED =
            ranges(
                    List.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            "::/16",
                            "64:ff9b::/96",
                            "64:ff9b:1::/48",
                            "100::/64",
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16",
                            "fc00::/7",
                            "fe80::/10",
                            "ff00::/8"));

    private final List<IpRange> allowed;

    /**
     * @param allowed addresses and CIDRs that providers may have although they are not public
     */
    ReachableAddresses(
            @ConfigProperty(name = "gatehouse.federation.allowed-addresses")
                    Optional<List<String>> allowed) {
        this.allowed = ranges(allowed.orElse(List.of()));
    }

    boolean admits(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        Optional<IpRange> one = IpRange.parse(zone < 0 ? text : text.substring(0, zone));
        return one.isPresent()
                && (REFUSED.stream().noneMatch(range -> range.contains(one.get()))
                        || allowed.stream().anyMatch(range -> range.contains(one.get())));
    }

    private static List<IpRange> ranges(List<String> texts) {
        return texts.stream()
                .map(text ->
                        IpRange.parse(text.strip())
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "neither an address nor a CIDR: `%s`"
                                                        .formatted(text))))
                .toList();
    }
}
