package io.gatehouse.authz.feed;

import io.gatehouse.authz.session.VerifiedIdentities;
import io.gatehouse.replica.decide.Decisions;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.replica.feed.Freshness;
import io.quarkus.runtime.Startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.time.InstantSource;

/** Makes the parts of the replica that this service decides with. */
@ApplicationScoped
class FeedParts {

    @Produces
    @Singleton
    CurrentSnapshot currentSnapshot() {
        return new CurrentSnapshot();
    }

    @Produces
    @Singleton
    @Startup
    Freshness freshness(CurrentSnapshot current, FeedSettings settings, InstantSource clock) {
        FeedSettings.Staleness limits = settings.staleness();
        return new Freshness(
                current,
                new Freshness.Limits(
                        limits.limit(),
                        limits.veryStaleLimit(),
                        limits.veryStale() == FeedSettings.VeryStale.DENY),
                clock.instant());
    }

    @Produces
    @Singleton
    Decisions decisions(Freshness freshness, VerifiedIdentities identities) {
        return new Decisions(freshness, identities);
    }
}
