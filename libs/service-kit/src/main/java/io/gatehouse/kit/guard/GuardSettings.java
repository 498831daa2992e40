package io.gatehouse.kit.guard;

import io.gatehouse.authz.client.Authorizer;
import io.gatehouse.authz.client.GrpcAuthorizer;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.quarkus.arc.DefaultBean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;
import java.util.Optional;

/** Connects the {@link Guard} to authz-service. */
@ApplicationScoped
public class GuardSettings {

    @Produces
    @Singleton
    @DefaultBean
    Authorizer authorizer(
            ServiceChannels channels,
            @ConfigProperty(name = "gatehouse.authz.grpc") Optional<String> target) {
        String address =
                target.orElseThrow(
                        () -> new IllegalStateException("gatehouse.authz.grpc is not set"));
        return new GrpcAuthorizer(
                channels.to(ServiceName.AUTHZ, address), Optional::empty, AuthzGuard.PATIENCE);
    }

    @Produces
    @Singleton
    @DefaultBean
    Guard guard(
            Authorizer authorizer,
            EncodedDenials denials,
            @ConfigProperty(name = "gatehouse.region", defaultValue = "us-east-1") String region) {
        return new AuthzGuard(authorizer, region, denials, Clock.systemUTC());
    }

    @Produces
    @Singleton
    EncodedDenials denials(KeyProvider keys) {
        return new EncodedDenials(() -> keys.ring(KeyPurpose.INTERNAL));
    }
}
