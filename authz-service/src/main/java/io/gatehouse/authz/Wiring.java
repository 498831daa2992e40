package io.gatehouse.authz;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.usage.UsageMeter;
import io.gatehouse.replica.decide.DecisionCount;
import io.quarkus.arc.DefaultBean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.time.InstantSource;

/** What the parts of the service are given: keys and the clock. */
@ApplicationScoped
class Wiring {

    @Produces
    @Singleton
    FactMac factMac(KeyProvider keys) {
        return new FactMac(() -> keys.ring(KeyPurpose.FACTS).secrets());
    }

    @Produces
    @Singleton
    DecisionCount decisionCount(UsageMeter meter) {
        return meter::count;
    }

    @Produces
    @Singleton
    @DefaultBean
    InstantSource clock() {
        return InstantSource.system();
    }
}
