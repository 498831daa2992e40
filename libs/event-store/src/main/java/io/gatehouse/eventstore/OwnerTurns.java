package io.gatehouse.eventstore;

import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets few commands of one owner at a time have a connection, in the order in which they came: more
 * would only wait there for each other's head lock, and everybody else for a connection. It keeps
 * no two apart; the lock does. Thread-safe.
 */
final class OwnerTurns {

    /** One that is at work, and one whose transaction is open when that one ends. */
    static final int AT_ONCE = 2;

    private final Duration patience;

    /** Of owners that have commands; guards all of it. */
    private final Map<PolicyOwner, Line> lines = new HashMap<>();

    private static final class Line {
        private final Queue<Place> waiting = new ArrayDeque<>();
        private int atWork;
    }

    private static final class Place {
        private final PolicyOwner owner;
        private final @Nullable Context context = Vertx.currentContext();
        private @Nullable UniEmitter<? super Void> emitter;
        private boolean hasTurn;

        Place(PolicyOwner owner) {
            this.owner = owner;
        }

        void go(UniEmitter<? super Void> waiting) {
            if (context == null) {
                waiting.complete(null);
            } else {
                context.runOnContext(_ -> waiting.complete(null));
            }
        }
    }

    /**
     * @param patience after which who waits for a turn fails with a TimeoutException
     */
    OwnerTurns(Duration patience) {
        this.patience = patience;
    }

    /** The work, when it is its turn, in the Vert.x context that it was subscribed to in. */
    <T> Uni<T> take(PolicyOwner owner, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    Place place = new Place(owner);
                    return enter(place)
                            .chain(_ -> work.get())
                            .onTermination()
                            .invoke(() -> leave(place));
                });
    }

    private Uni<Void> enter(Place place) {
        synchronized (lines) {
            Line line = lines.computeIfAbsent(place.owner, _ -> new Line());
            if (line.atWork < AT_ONCE) {
                line.atWork++;
                place.hasTurn = true;
                return Uni.createFrom().voidItem();
            }
            line.waiting.add(place);
        }
        return Uni.createFrom()
                .<Void>emitter(emitter -> await(place, emitter))
                .ifNoItem()
                .after(patience)
                .failWith(() ->
                        new TimeoutException(
                                "no turn in %s for a command of `%s`"
                                        .formatted(patience, place.owner)));
    }

    private void await(Place place, UniEmitter<? super Void> emitter) {
        synchronized (lines) {
            if (!place.hasTurn) {
                place.emitter = emitter;
                return;
            }
        }
        place.go(emitter);
    }

    /** However it ended, and whether or not it had its turn. */
    private void leave(Place place) {
        Place next;
        UniEmitter<? super Void> waiting;
        synchronized (lines) {
            Line line = lines.get(place.owner);
            if (line == null) {
                throw new IllegalStateException("`%s` has no line".formatted(place.owner));
            }
            if (!place.hasTurn) {
                boolean _ = line.waiting.remove(place);
                return;
            }
            next = line.waiting.poll();
            if (next == null) {
                line.atWork--;
                if (line.atWork == 0) {
                    lines.remove(place.owner);
                }
                return;
            }
            next.hasTurn = true;
            waiting = next.emitter;
        }
        // Without one, it looks for itself when it comes to wait.
        if (waiting != null) {
            next.go(waiting);
        }
    }
}
