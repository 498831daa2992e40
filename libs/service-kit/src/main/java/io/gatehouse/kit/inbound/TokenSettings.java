package io.gatehouse.kit.inbound;

import io.gatehouse.kit.call.InternalTokenVerifier;
import io.gatehouse.kit.call.VerifyingKeys;
import io.gatehouse.kit.service.ServiceChannels;
import io.quarkus.arc.DefaultBean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;
import java.util.Optional;

/** Makes the verifier of internal tokens; its keys are asked of identity-service by default. */
@ApplicationScoped
public class TokenSettings {

    @Produces
    @Singleton
    InternalTokenVerifier verifier(VerifyingKeys keys) {
        return new InternalTokenVerifier(keys, Clock.systemUTC());
    }

    @Produces
    @Singleton
    @DefaultBean
    VerifyingKeys keysOfIdentityService(
            ServiceChannels channels,
            @ConfigProperty(name = "gatehouse.identity.grpc") Optional<String> target) {
        return RemoteVerifyingKeys.over(channels, target, Clock.systemUTC());
    }
}
