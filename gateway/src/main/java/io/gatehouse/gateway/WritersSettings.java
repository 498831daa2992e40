package io.gatehouse.gateway;

import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc;
import io.gatehouse.internal.v1.MutinyPolicyQuestionsGrpc;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Connects {@link Questions} to the two writing services. */
@ApplicationScoped
class WritersSettings {

    @Produces
    @Singleton
    Questions questions(
            ServiceChannels channels,
            @ConfigProperty(name = "gatehouse.identity.grpc") String identity,
            @ConfigProperty(name = "gatehouse.policy.grpc") String policy) {
        return new Questions(
                MutinyIdentityQuestionsGrpc.newMutinyStub(
                        channels.to(ServiceName.IDENTITY, identity)),
                MutinyPolicyQuestionsGrpc.newMutinyStub(channels.to(ServiceName.POLICY, policy)));
    }
}
