package io.gatehouse.identity.start;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the relay delivers to, and in how many shards. */
@ApplicationScoped
class RelaySettings {

    private final int shards;
    private final String bootstrapServers;

    RelaySettings(
            @ConfigProperty(name = "gatehouse.relay.shards", defaultValue = "1") int shards,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.shards = shards;
        this.bootstrapServers = bootstrapServers;
    }

    int shards() {
        return shards;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }
}
