package io.gatehouse.identity.rotation;

import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

/** Looks for access keys past their deadline, every minute. */
@ApplicationScoped
public class RotationDeadlines {

    private static final Logger LOG = Logger.getLogger(RotationDeadlines.class);
    private static final long EVERY_MILLIS = 60_000;

    private final Rotations rotations;

    RotationDeadlines(Rotations rotations) {
        this.rotations = rotations;
    }

    void begin(@Observes StartupEvent starting, io.vertx.mutiny.core.Vertx vertx) {
        vertx.setPeriodic(EVERY_MILLIS, _ -> look());
    }

    private void look() {
        rotations
                .endOverdueKeys()
                .subscribe()
                .with(
                        ended -> {
                            if (ended > 0) {
                                LOG.infof("%d access keys were not rotated in time", ended);
                            }
                        },
                        failure ->
                                LOG.warnf(
                                        "rotations could not be looked at: %s",
                                        failure.getMessage()));
    }
}
