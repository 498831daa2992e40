package io.gatehouse.kit.session;

import io.gatehouse.kit.call.VerifyingKeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.time.Clock;

/** Makes the verifier of session tokens, for every service that is shown one. */
@ApplicationScoped
public class SessionSettings {

    @Produces
    @Singleton
    SessionTokenVerifier verifier(VerifyingKeys keys) {
        return new SessionTokenVerifier(keys, Clock.systemUTC());
    }
}
