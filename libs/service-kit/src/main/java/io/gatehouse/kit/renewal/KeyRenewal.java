package io.gatehouse.kit.renewal;

import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Walks through all sealed values of a service when a new key has begun to seal, until nothing
 * needs an older one, and once an hour besides (ADR 201). The walk goes in steps of {@value
 * #AT_ONCE} values with pauses, holds no lock and opens no transaction. Any number of instances may
 * walk at once. Safe for all threads.
 */
public final class KeyRenewal implements AutoCloseable {

    static final int AT_ONCE = 200;

    private static final Logger LOG = Logger.getLogger(KeyRenewal.class);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Pool database;
    private final KeyProvider keys;
    private final KeyPurpose purpose;
    private final InstantSource clock;
    private final List<SealedValues> values;
    private volatile @Nullable Walk last;
    private @Nullable Cancellable rounds;

    /** Where a walk goes on; its steps follow one another. */
    private static final class Place {
        private volatile String next = SealedValues.START;
    }

    /** A walk that ended. */
    private record Walk(String newestKey, Instant ended, Found found) {}

    /**
     * How many values the newest key seals, and how many an older one: what does not open.
     *
     * @param older 0 when every older key may go as far as stored values are concerned
     */
    public record Found(long newest, long older) {

        static Found of(List<Found> parts) {
            return new Found(
                    parts.stream().mapToLong(Found::newest).sum(),
                    parts.stream().mapToLong(Found::older).sum());
        }
    }

    public KeyRenewal(
            Pool database,
            KeyProvider keys,
            KeyPurpose purpose,
            InstantSource clock,
            List<SealedValues> values) {
        this.database = database;
        this.keys = keys;
        this.purpose = purpose;
        this.clock = clock;
        this.values = List.copyOf(values);
    }

    /** Shows what the last walk found; NaN before the first has ended. */
    public KeyRenewal shownOn(MeterRegistry meters) {
        Gauge.builder(
                        "gatehouse.sealed.newest",
                        this,
                        renewal -> renewal.last == null ? Double.NaN : renewal.last.found.newest)
                .description("stored values that the newest key seals")
                .register(meters);
        Gauge.builder(
                        "gatehouse.sealed.older",
                        this,
                        renewal -> renewal.last == null ? Double.NaN : renewal.last.found.older)
                .description("stored values that still need an older key")
                .register(meters);
        return this;
    }

    /** Looks every half minute, the first time after that; returns at once. */
    public void start() {
        rounds =
                Multi.createFrom()
                        .ticks()
                        .startingAfter(LOOK)
                        .every(LOOK)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(_ -> round())
                        .subscribe()
                        .with(_ -> {});
    }

    @Override
    public void close() {
        if (rounds != null) {
            rounds.cancel();
        }
    }

    private Uni<Void> round() {
        return Uni.createFrom()
                .deferred(() -> isDue() ? walk().replaceWithVoid() : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warn("sealed values wait for the next round", failure))
                .onFailure()
                .recoverWithNull();
    }

    private boolean isDue() {
        Walk walk = last;
        return walk == null
                || walk.found.older > 0
                || !walk.newestKey.equals(keys.ring(purpose).newest().kid())
                || walk.ended.plus(AGAIN).isBefore(clock.instant());
    }

    /** One walk from the beginning to the end. */
    public Uni<Found> walk() {
        String newest = keys.ring(purpose).newest().kid();
        return Multi.createFrom()
                .iterable(values)
                .onItem()
                .transformToUniAndConcatenate(this::walk)
                .collect()
                .asList()
                .map(Found::of)
                .invoke(found -> tell(new Walk(newest, clock.instant(), found)));
    }

    private Uni<Found> walk(SealedValues one) {
        Place place = new Place();
        return Multi.createBy()
                .repeating()
                .uni(() ->
                        one.step(database, place.next, AT_ONCE)
                                .invoke(step -> place.next = step.next()))
                .withDelay(PAUSE)
                .whilst(step -> !step.isLast())
                .map(step -> new Found(step.newest(), step.older()))
                .collect()
                .with(Collectors.toList())
                .map(Found::of);
    }

    private void tell(Walk walk) {
        Walk before = last;
        last = walk;
        if (walk.found.older > 0) {
            LOG.errorf(
                    "%d stored values need another key than `%s-%s`, and it is not here",
                    walk.found.older, purpose.filePrefix(), walk.newestKey);
        } else if (before != null && !before.newestKey.equals(walk.newestKey)) {
            LOG.infof(
                    "all %d stored values are sealed under `%s-%s`",
                    walk.found.newest, purpose.filePrefix(), walk.newestKey);
        }
    }
}
