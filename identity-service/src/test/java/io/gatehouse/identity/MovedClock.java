package io.gatehouse.identity;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The service's clock: the machine's, unless a test moves it. */
@Alternative
@Priority(1)
@ApplicationScoped
public class MovedClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    void moveBy(Duration duration) {
        ahead = duration;
    }

    void backToNow() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
