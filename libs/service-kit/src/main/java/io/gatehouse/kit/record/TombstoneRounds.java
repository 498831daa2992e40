package io.gatehouse.kit.record;

import io.gatehouse.eventstore.Tombstones;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;

/** Looks for tombstones that are due, once an hour from the start of a writing service on. */
public final class TombstoneRounds implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TombstoneRounds.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final Tombstones tombstones;
    private final InstantSource clock;
    private @Nullable Cancellable rounds;

    public TombstoneRounds(Tombstones tombstones, InstantSource clock) {
        this.tombstones = tombstones;
        this.clock = clock;
    }

    /** Returns at once. */
    public void start() {
        rounds =
                Multi.createFrom()
                        .ticks()
                        .every(PERIOD)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(_ -> round())
                        .subscribe()
                        .with(TombstoneRounds::tell);
    }

    @Override
    public void close() {
        if (rounds != null) {
            rounds.cancel();
        }
    }

    private Uni<Integer> round() {
        return tombstones
                .release(clock.instant())
                .onFailure()
                .invoke(failure -> LOG.warn("tombstones wait for the next round", failure))
                .onFailure()
                .recoverWithItem(0);
    }

    private static void tell(int released) {
        if (released > 0) {
            LOG.infof("%d keys of deleted entities are forgotten", released);
        }
    }
}
