package io.gatehouse.kit.keys;

import io.quarkus.arc.DefaultBean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Makes the {@link KeyProvider} from {@code gatehouse.keys.dir}. */
@ApplicationScoped
public class KeySettings {

    @Produces
    @Singleton
    @DefaultBean
    KeyProvider keys(
            @ConfigProperty(name = "gatehouse.keys.dir") Path directory,
            @ConfigProperty(name = "gatehouse.keys.group-may-read", defaultValue = "false")
                    boolean groupMayRead,
            @ConfigProperty(name = "gatehouse.keys.settle", defaultValue = "PT2M")
                    Duration settle) {
        return new DirectoryKeys(directory, groupMayRead, settle, Clock.systemUTC());
    }
}
