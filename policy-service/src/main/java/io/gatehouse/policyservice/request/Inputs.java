package io.gatehouse.policyservice.request;

import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;

import jakarta.enterprise.context.ApplicationScoped;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Time and chance, which deciders never ask for themselves. Safe for all threads. */
@ApplicationScoped
public class Inputs {

    private final Clock clock;
    private final RandomGenerator chance;

    Inputs() {
        this.clock = Clock.systemUTC();
        this.chance = new SecureRandom();
    }

    /** To the millisecond, which every store and wire format keeps. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** For a new managed policy. */
    public UniqueId policyId() {
        return UniqueId.random(IdKind.MANAGED_POLICY, chance);
    }

    /** For a new registered resource policy. */
    public UniqueId resourcePolicyId() {
        return UniqueId.random(IdKind.RESOURCE_POLICY, chance);
    }

    /** For a report: the form of a UUID. */
    public String reportId() {
        return new UUID(chance.nextLong(), chance.nextLong()).toString();
    }
}
