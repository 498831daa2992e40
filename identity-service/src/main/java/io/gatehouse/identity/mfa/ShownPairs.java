package io.gatehouse.identity.mfa;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.util.OptionalLong;

/** Two codes in a row, which say what a device's clock shows. */
@ApplicationScoped
class ShownPairs {

    /** Ten minutes each way: a new device's clock may be a little off. */
    private static final long WHEN_ENABLED = 20;

    /** A day each way. */
    private static final long WHEN_RESYNCED = 2880;

    private final MfaSeeds seeds;
    private final Pool database;
    private final Clock clock;

    ShownPairs(MfaSeeds seeds, Pool database, Clock clock) {
        this.seeds = seeds;
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param step of the second code; empty where they are not two codes in a row of this device
     */
    record Pair(UniqueId device, OptionalLong step, long now) {

        boolean isRight() {
            return step.isPresent();
        }

        /** Takes both codes and sets the clock, in the transaction of the event. */
        Uni<Void> take(SqlClient sql) {
            // INVARIANT: nothing is written after a pair that was wrong.
            long second = step.orElseThrow();
            return MfaSeeds.take(sql, device, second, second - now)
                    .invoke(taken -> {
                        if (!taken) {
                            throw RefusedException.of(
                                    ErrorCode.INVALID_AUTHENTICATION_CODE,
                                    "Authentication code for device is not valid");
                        }
                    })
                    .replaceWithVoid();
        }
    }

    Uni<Pair> forEnabling(UniqueId device, String first, String second) {
        return find(device, first, second, WHEN_ENABLED);
    }

    Uni<Pair> forResync(UniqueId device, String first, String second) {
        return find(device, first, second, WHEN_RESYNCED);
    }

    private Uni<Pair> find(UniqueId device, String first, String second, long window) {
        long now = Totp.stepAt(clock.instant());
        return seeds.find(database, device)
                .map(found ->
                        found.map(seed -> find(seed, first, second, now, window))
                                .orElse(OptionalLong.empty()))
                .map(step -> new Pair(device, step, now));
    }

    private static OptionalLong find(
            MfaSeeds.Seed seed, String first, String second, long now, long window) {
        // A code that was taken before says nothing about who shows it.
        long from = Math.max(now - window, seed.lastStep() + 1);
        return Totp.findPair(seed.bytes(), first, second, from, now + window);
    }
}
