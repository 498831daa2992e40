package io.gatehouse.authz.feed;

import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.snapshot.LogId;
import io.gatehouse.snapshot.Snapshot;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import java.util.Map;
import java.util.Optional;

/**
 * Ready once the facts were read to their end. Stays ready when Kafka goes away: decisions go on
 * (DESIGN 3). Accounts that stand still are named, and do not take the others out of service.
 */
@Readiness
@ApplicationScoped
class FactsReadiness implements HealthCheck {

    private static final int NAMED = 10;

    private final CurrentSnapshot current;

    FactsReadiness(CurrentSnapshot current) {
        this.current = current;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<Snapshot> snapshot = current.snapshot();
        Map<LogId, String> halted = current.halted();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("facts")
                        .status(snapshot.isPresent())
                        .withData("halted", halted.size());
        snapshot.ifPresent(s -> response.withData("accounts", s.view().accounts()));
        halted.entrySet().stream()
                .limit(NAMED)
                .forEach(e -> response.withData("halted " + e.getKey(), e.getValue()));
        return response.build();
    }
}
