package io.gatehouse.eventstore;

import io.gatehouse.eventstore.OutboxTable.Waiting;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Moves one shard's outbox rows to the broker and deletes them once acknowledged (DESIGN 2, "The
 * relay"). It moves bytes and knows no event type.
 *
 * <p>Algorithm: one thread, one PostgreSQL connection of its own. It takes the shard's advisory
 * lock (so that instances take turns in peace), opens the publisher (so that the broker fences
 * whoever still believes to have its turn), and then takes rows that are there, publishes them in
 * one broker transaction, and deletes them. NOTIFY wakes it; it looks by itself once a second, for
 * what a lost notification left behind. A crash at any instant leaves rows: they are published
 * again, in order, and readers drop what they know by its number.
 *
 * <p>An account whose record cannot be delivered stops, loudly, and is tried again after a minute;
 * nothing of it is skipped, and the others go on.
 *
 * <p>Once a second each partition that nothing waits for gets a heartbeat: "all committed before T
 * is published". T is the start of the oldest writing transaction that was under way, or the
 * present where there was none, asked before the outbox was looked at: commit times are read after
 * a transaction has its id, so what commits later has a later time; what had committed by then is
 * in the outbox or published.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Relay.class.getName());
    private static final int ROWS_AT_ONCE = 500;
    private static final int LOCK_CLASS = 0x67617465; // "gate"
    private static final int BUSY_ROUNDS = 5;
    private static final int ROUNDS_TO_GATHER = 2;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration STOPPED_FOR = Duration.ofMinutes(1);
    private static final Duration SQL_LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final PgConnectOptions database;
    private final Shard shard;
    private final Publisher publisher;
    private final Heartbeats heartbeats;
    private final BlockingQueue<Boolean> wake = new ArrayBlockingQueue<>(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<String, Stopped> stopped = new HashMap<>();
    private final Thread thread;
    private volatile RelayState state = new RelayState.Idle();
    private volatile boolean connected;
    private long lastHeartbeat;

    /** Rounds with commands during which more came, without one in between that was not so. */
    private int busyRounds;

    private record Stopped(String why, long sinceNanos) {}

    public Relay(
            Vertx vertx,
            PgConnectOptions database,
            Shard shard,
            Publisher publisher,
            Heartbeats heartbeats) {
        this.vertx = vertx;
        // It deletes what Kafka has: a deletion that a crash takes back is published again.
        this.database = new PgConnectOptions(database).addProperty("synchronous_commit", "off");
        this.shard = shard;
        this.publisher = publisher;
        this.heartbeats = heartbeats;
        this.thread =
                Thread.ofPlatform().name("relay-" + shard.index()).daemon().unstarted(this::run);
    }

    /** Returns at once; the relay works until closed. */
    public void start() {
        thread.start();
    }

    public RelayState state() {
        return state;
    }

    /** Ends after the round under way. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ended.countDown();
            wake();
            try {
                thread.join(Duration.ofSeconds(20));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            state = new RelayState.Idle();
        }
    }

    private void run() {
        while (!closed.get()) {
            try {
                serve();
            } catch (RuntimeException e) {
                if (!closed.get()) {
                    LOG.log(
                            Level.WARNING,
                            "relay %d: %s".formatted(shard.index(), e.getMessage()),
                            e);
                    state = new RelayState.Interrupted(String.valueOf(e.getMessage()));
                    rest(SECOND);
                }
            }
        }
    }

    private void serve() {
        PgConnection sql = await(PgConnection.connect(vertx, database));
        connected = true;
        sql.closeHandler(() -> {
            connected = false;
            wake();
        });
        try {
            awaitTurn(sql);
            sql.notificationHandler(_ -> wake());
            await(sql.query("LISTEN " + Outbox.CHANNEL).execute());
            if (!closed.get()) {
                serve(sql);
            }
        } finally {
            publisher.close();
            if (connected) {
                await(sql.close());
            }
        }
    }

    private void serve(PgConnection sql) {
        publisher.open();
        stopped.clear();
        state = new RelayState.Serving(Map.of());
        LOG.log(Level.INFO, "relay %d serves its shard".formatted(shard.index()));
        while (!closed.get() && connected) {
            long begun = System.nanoTime();
            OutboxTable.Look round = move(sql);
            beat(sql);
            if (!round.isMore()) {
                busyRounds = round.holdsCommands() && !wake.isEmpty() ? busyRounds + 1 : 0;
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                rest(SECOND);
                if (busyRounds >= BUSY_ROUNDS) {
                    gather(took);
                    // The next look sees what has called by now.
                    wake.clear();
                }
                retryStopped();
            }
        }
    }

    private void awaitTurn(PgConnection sql) {
        while (!closed.get()) {
            boolean ours =
                    await(
                                    sql.preparedQuery("SELECT pg_try_advisory_lock($1, $2)")
                                            .execute(Tuple.of(LOCK_CLASS, shard.index())))
                            .iterator()
                            .next()
                            .getBoolean(0);
            if (ours) {
                return;
            }
            state = new RelayState.StandingBy();
            rest(SECOND);
        }
    }

    /** One round. What commits during it calls, and {@link #rest} then ends at once. */
    private OutboxTable.Look move(PgConnection sql) {
        OutboxTable.Look look =
                await(OutboxTable.first(sql, shard.own(), this::stoppedOf, ROWS_AT_ONCE));
        List<Waiting> left = look.rows();
        while (!left.isEmpty()) {
            left = publish(sql, left);
        }
        return look;
    }

    /** What is still to be published of these rows. */
    private List<Waiting> publish(PgConnection sql, List<Waiting> rows) {
        return switch (publisher.publish(rows.stream().map(Waiting::record).toList())) {
            case Publisher.Delivery.Acknowledged() -> {
                await(OutboxTable.delete(sql, rows));
                yield List.of();
            }
            case Publisher.Delivery.Undeliverable(int index, String why) -> {
                Waiting bad = rows.get(index);
                stop(bad, why);
                yield rows.stream().filter(row -> !row.isHeldUpBy(bad)).toList();
            }
            case Publisher.Delivery.Fenced(String why) ->
                    throw new IllegalStateException("fenced by another relay: " + why);
            case Publisher.Delivery.Unavailable(String why) ->
                    throw new IllegalStateException("broker not available: " + why);
        };
    }

    private void stop(Waiting row, String why) {
        LOG.log(
                Level.ERROR,
                "relay %d: account %s stops at number %d, its record `%s` cannot be delivered: %s"
                        .formatted(
                                shard.index(), row.owner(), row.number(), row.record().key(), why));
        stopped.put(key(row.table(), row.owner()), new Stopped(why, System.nanoTime()));
        tellStopped();
    }

    private void retryStopped() {
        long now = System.nanoTime();
        if (stopped.values().removeIf(s -> now - s.sinceNanos() > STOPPED_FOR.toNanos())) {
            tellStopped();
        }
    }

    private void tellStopped() {
        Map<String, String> why = new HashMap<>();
        stopped.forEach((key, s) -> why.put(key.substring(key.indexOf('/') + 1), s.why()));
        state = new RelayState.Serving(why);
    }

    private Set<String> stoppedOf(OutboxTable table) {
        String prefix = key(table, "");
        return stopped.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    private static String key(OutboxTable table, String owner) {
        return table.name() + '/' + owner;
    }

    private void beat(PgConnection sql) {
        if (System.nanoTime() - lastHeartbeat < SECOND.toNanos()) {
            return;
        }
        Instant before = await(HeartbeatTime.ask(sql));
        Set<Integer> occupied = await(OutboxTable.FACTS.occupied(sql, shard.own()));
        List<OutboxRecord> beats = new ArrayList<>();
        for (int partition : shard.own()) {
            if (!occupied.contains(partition)) {
                beats.add(heartbeats.of(partition, before));
            }
        }
        lastHeartbeat = System.nanoTime();
        if (!beats.isEmpty()
                && !(publisher.publish(beats) instanceof Publisher.Delivery.Acknowledged)) {
            throw new IllegalStateException("heartbeats were not delivered");
        }
    }

    /**
     * A broker transaction costs the same for one command as for many. When commands have come
     * faster than rounds end for some rounds, more are left to come together. A command that comes
     * alone never waits, nor do the few that somebody sends one after another.
     */
    private void gather(Duration round) {
        Duration pause = round.multipliedBy(ROUNDS_TO_GATHER);
        try {
            boolean _ =
                    ended.await(
                            Math.min(pause.toNanos(), LONGEST_PAUSE.toNanos()),
                            TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            closed.set(true);
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        // False when a wake-up waits already: one is enough.
        boolean _ = wake.offer(Boolean.TRUE);
    }

    private void rest(Duration limit) {
        try {
            Boolean _ = wake.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            closed.set(true);
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(SQL_LIMIT);
    }
}
