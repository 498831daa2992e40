package io.gatehouse.e2e;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what becomes true by itself, and says how long it took. */
final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() {}

    /**
     * @throws AssertionError when it is not true within the limit
     */
    static Duration within(Duration limit, String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new AssertionError("not within %s: %s".formatted(limit, what));
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
