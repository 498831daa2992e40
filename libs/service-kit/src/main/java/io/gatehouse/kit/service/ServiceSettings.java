package io.gatehouse.kit.service;

import io.gatehouse.kit.keys.KeyProvider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;

/** Makes {@link ThisService} and {@link ServiceTokens} from configuration. */
@ApplicationScoped
public class ServiceSettings {

    @Produces
    @Singleton
    ThisService self(@ConfigProperty(name = "gatehouse.service") String name) {
        return new ThisService(
                ServiceName.find(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "gatehouse.service is `%s`, which is no service of ours"
                                                .formatted(name))));
    }

    @Produces
    @Singleton
    ServiceTokens tokens(KeyProvider keys) {
        return new ServiceTokens(keys, Clock.systemUTC());
    }
}
