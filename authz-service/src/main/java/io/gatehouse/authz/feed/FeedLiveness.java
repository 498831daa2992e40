package io.gatehouse.authz.feed;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the thread that reads facts is. */
@Liveness
@ApplicationScoped
class FeedLiveness implements HealthCheck {

    private final FactsFeed feed;

    FeedLiveness(FactsFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("facts-feed").status(feed.isAlive()).build();
    }
}
