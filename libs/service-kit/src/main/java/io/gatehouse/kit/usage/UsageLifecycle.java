package io.gatehouse.kit.usage;

import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ThisService;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/**
 * Starts and ends the meter with its process. The gateway has none: whom it passes on to counts.
 */
@ApplicationScoped
class UsageLifecycle {

    private final UsageMeter meter;
    private final boolean isWanted;

    UsageLifecycle(UsageMeter meter, ThisService self) {
        this.meter = meter;
        this.isWanted = self.name() != ServiceName.GATEWAY;
    }

    void start(@Observes StartupEvent started) {
        if (isWanted) {
            meter.start();
        }
    }

    /** After everything that answers has stopped. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent ended) {
        if (isWanted) {
            meter.stop();
        }
    }
}
