package io.gatehouse.identity;

import java.time.Duration;

/** Waits for what happens aside. */
final class Eventually {

    private Eventually() {}

    /** Asks again until it holds; the last failure tells where it never did. */
    static void within(Duration limit, Checked check) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @FunctionalInterface
    interface Checked {
        void run() throws Exception;
    }
}
