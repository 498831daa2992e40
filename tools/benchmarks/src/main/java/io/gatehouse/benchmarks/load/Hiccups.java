package io.gatehouse.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.util.concurrent.locks.LockSupport;

/**
 * How long this machine keeps an idle thread of this process waiting, as jHiccup measures it: what
 * is seen here is nobody's pause but the machine's, or this process's own.
 */
public final class Hiccups implements AutoCloseable {

    private static final long STEP = 1_000_000;

    private final Histogram late = new Histogram(3);
    private final Thread thread = Thread.ofPlatform().name("hiccups").daemon().unstarted(this::run);
    private volatile boolean ended;

    public Hiccups() {
        thread.start();
    }

    private void run() {
        while (!ended) {
            long begun = System.nanoTime();
            LockSupport.parkNanos(STEP);
            late.recordValue(Math.max(0, System.nanoTime() - begun - STEP));
        }
    }

    /** Ends it; the longest wait in milliseconds. */
    public double longestMillis() {
        close();
        return late.getMaxValue() / 1e6;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
