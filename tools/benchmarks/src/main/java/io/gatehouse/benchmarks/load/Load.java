package io.gatehouse.benchmarks.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of load. A call that fails, or is answered wrongly, ends the run with an exception: a
 * figure with a wrong answer does not count.
 */
public final class Load {

    private static final int MOST_OPEN = 2_000;
    private static final Duration LAST_ANSWER = Duration.ofSeconds(30);

    private final Call call;
    private final Recorder recorder = new Recorder(TimeUnit.MINUTES.toNanos(1), 3);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Phaser open = new Phaser(1);
    private volatile boolean ended;

    private Load(Call call) {
        this.call = call;
    }

    /**
     * So many clients, each of which asks again as soon as it is answered.
     *
     * @param warm goes before and is not counted
     */
    public static Figures closed(Call call, int clients, Duration warm, Duration measured) {
        Load load = new Load(call);
        for (int i = 0; i < clients; i++) {
            load.open.register();
            load.again(i, clients);
        }
        load.sleep(warm);
        load.recorder.reset();
        long begun = System.nanoTime();
        load.sleep(measured);
        Histogram histogram = load.recorder.getIntervalHistogram();
        double seconds = (System.nanoTime() - begun) / 1e9;
        load.end();
        return new Figures(histogram.getTotalCount() / seconds, histogram);
    }

    /** Asks for that long, and nothing counts but that every answer is right. */
    public static void warm(Call call, int clients, Duration time) {
        var _ = closed(call, clients, Duration.ZERO, time);
    }

    /**
     * At a fixed pace, whatever the answers take: the time of an answer counts from when its
     * question was due. Questions are due a millisecond's worth together: a client that slept
     * between any two of them would take the processor that the server needs.
     *
     * @param warm goes before at the same pace and is not counted: what stood still for a while
     *     starts with a jam
     */
    public static Figures paced(Call call, double perSecond, Duration warm, Duration measured) {
        Load load = new Load(call);
        Semaphore free = new Semaphore(MOST_OPEN);
        long begun = System.nanoTime();
        long counted = begun + warm.toNanos();
        long end = counted + measured.toNanos();
        double period = 1e9 / Math.max(1, perSecond);
        long tick = TimeUnit.MILLISECONDS.toNanos(1);
        long due = begun;
        for (long i = 0; due - end < 0 && load.failure.get() == null; i++) {
            due = begun + (long) (i * period) / tick * tick;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            free.acquireUninterruptibly();
            load.open.register();
            long from = due;
            load.call
                    .ask(i)
                    .whenComplete((_, failed) -> {
                        load.answered(from, counted, failed);
                        free.release();
                        load.open.arriveAndDeregister();
                    });
        }
        load.end();
        Histogram histogram = load.recorder.getIntervalHistogram();
        double seconds = (System.nanoTime() - counted) / 1e9;
        return new Figures(histogram.getTotalCount() / seconds, histogram);
    }

    private void again(long own, int clients) {
        if (ended || failure.get() != null) {
            open.arriveAndDeregister();
            return;
        }
        long from = System.nanoTime();
        call.ask(own)
                .whenComplete((_, failed) -> {
                    answered(from, from, failed);
                    again(own + clients, clients);
                });
    }

    private void answered(long from, long counted, @Nullable Throwable failed) {
        if (failed != null) {
            failure.compareAndSet(null, failed);
        } else if (from - counted >= 0) {
            recorder.recordValue(Math.min(System.nanoTime() - from, TimeUnit.MINUTES.toNanos(1)));
        }
    }

    private void sleep(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long now = System.nanoTime();
                now < until && failure.get() == null;
                now = System.nanoTime()) {
            LockSupport.parkNanos(Math.min(until - now, 20_000_000));
        }
    }

    private void end() {
        ended = true;
        try {
            open.awaitAdvanceInterruptibly(
                    open.arrive(), LAST_ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("questions without an answer", e);
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new CompletionException(failed);
        }
    }
}
