package io.gatehouse.authz.caller;

import java.time.Duration;
import java.util.Optional;

/**
 * Who asks, and for how long.
 *
 * @param deadline how long the asker waits; empty where it did not say
 */
public record Asking(Asker asker, Optional<Duration> deadline) {

    public static Asking by(Asker asker) {
        return new Asking(asker, Optional.empty());
    }
}
