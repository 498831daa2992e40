package io.gatehouse.eventstore;

import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What changed nothing: attempts, refusals, failed sign-ins (DESIGN 2). Takes no number and no head
 * lock. Entries of callers who are not known are limited, so that nobody fills the table without
 * credentials; those beyond are counted. Thread-safe.
 */
public final class AuditTrail {

    /** Actor of who is not known. */
    public static final String UNAUTHENTICATED = "unauthenticated";

    private static final String INSERT =
            """
            INSERT INTO audit (owner, time, type, actor, origin, request_id, payload)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private final Pool pool;
    private final SubjectKeys keys;
    private final long nanosPerEntry;
    private final LongSupplier nanoClock;
    private final AtomicLong nextFree;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param unauthenticatedPerSecond how many entries of unknown callers are kept, on average; as
     *     many may come at once
     */
    public AuditTrail(
            Pool pool, SubjectKeys keys, int unauthenticatedPerSecond, LongSupplier nanoClock) {
        this.pool = pool;
        this.keys = keys;
        this.nanosPerEntry = 1_000_000_000L / unauthenticatedPerSecond;
        this.nanoClock = nanoClock;
        this.nextFree = new AtomicLong(nanoClock.getAsLong() - 1_000_000_000L);
    }

    /**
     * One attempt.
     *
     * @param actor unique id of who tried, or {@link #UNAUTHENTICATED}
     * @param payload never with a secret, personal values sealed
     */
    @SuppressWarnings("ArrayRecordComponent") // Moved, never compared.
    public record Entry(
            PolicyOwner owner,
            String type,
            String actor,
            Origin origin,
            String requestId,
            byte[] payload) {}

    /** Writes the entry and its records, or counts it as dropped. */
    public Uni<Void> record(Entry entry, Function<Instant, List<OutboxRecord>> records) {
        if (entry.actor().equals(UNAUTHENTICATED) && !isAdmitted()) {
            dropped.incrementAndGet();
            return Uni.createFrom().voidItem();
        }
        return pool.withTransaction(sql ->
                sql.query("SELECT clock_timestamp() AS now")
                        .execute()
                        .map(rows -> rows.iterator().next().getOffsetDateTime("now").toInstant())
                        .call(time -> insert(sql, entry, time))
                        .chain(time ->
                                Outbox.insert(
                                        sql,
                                        "audit_outbox",
                                        entry.owner(),
                                        0,
                                        time,
                                        records.apply(time))));
    }

    /**
     * Something that subscribers hear of and that is not kept beside the log.
     *
     * @param time when it was
     */
    public record Told(PolicyOwner owner, Instant time, OutboxRecord record) {}

    /**
     * An entry of a batch, of somebody known.
     *
     * @param payload made with the actor's key: never with a secret, personal values sealed
     */
    public record Kept(
            PolicyOwner owner,
            Instant time,
            String type,
            String actor,
            Origin origin,
            String requestId,
            Function<PersonalValues, byte[]> payload) {}

    /** Keeps and tells many at once. */
    public Uni<Void> record(List<Kept> kept, List<Told> told) {
        return pool.withTransaction(
                sql -> insert(sql, kept).chain(() -> Outbox.insertEach(sql, "audit_outbox", told)));
    }

    /** Owners in order, so that two transactions never wait for each other's new keys. */
    private Uni<Void> insert(SqlClient sql, List<Kept> kept) {
        Map<String, List<Kept>> byOwner =
                kept.stream()
                        .collect(
                                Collectors.groupingBy(
                                        entry -> entry.owner().text(),
                                        TreeMap::new,
                                        Collectors.toList()));
        return Multi.createFrom()
                .iterable(byOwner.values())
                .onItem()
                .transformToUniAndConcatenate(entries -> insertOfOne(sql, entries))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> insertOfOne(SqlClient sql, List<Kept> entries) {
        Set<String> actors = entries.stream().map(Kept::actor).collect(Collectors.toSet());
        return keys.forWriting(sql, entries.getFirst().owner(), actors)
                .map(values ->
                        entries.stream()
                                // INVARIANT: there are values for each that was asked for.
                                .map(e -> row(e, Objects.requireNonNull(values.get(e.actor()))))
                                .toList())
                .chain(rows -> sql.preparedQuery(INSERT).executeBatch(rows))
                .replaceWithVoid();
    }

    private static Tuple row(Kept entry, PersonalValues values) {
        return Tuple.tuple()
                .addString(entry.owner().text())
                .addOffsetDateTime(entry.time().atOffset(ZoneOffset.UTC))
                .addString(entry.type())
                .addString(entry.actor())
                .addString(values.seal(entry.origin().text()))
                .addString(entry.requestId())
                .addValue(Buffer.buffer(entry.payload().apply(values)));
    }

    /** Entries of unknown callers that were not kept. */
    public long dropped() {
        return dropped.get();
    }

    private boolean isAdmitted() {
        while (true) {
            long now = nanoClock.getAsLong();
            long free = nextFree.get();
            long from = Math.max(free, now - 1_000_000_000L);
            if (from - now > 0) {
                return false;
            }
            if (nextFree.compareAndSet(free, from + nanosPerEntry)) {
                return true;
            }
        }
    }

    private Uni<Void> insert(SqlClient sql, Entry entry, Instant time) {
        return keys.forWriting(sql, entry.owner(), Set.of(entry.actor()))
                .map(Map::values)
                .map(values -> values.iterator().next().seal(entry.origin().text()))
                .chain(origin ->
                        sql.preparedQuery(INSERT)
                                .execute(
                                        Tuple.tuple()
                                                .addString(entry.owner().text())
                                                .addOffsetDateTime(time.atOffset(ZoneOffset.UTC))
                                                .addString(entry.type())
                                                .addString(entry.actor())
                                                .addString(origin)
                                                .addString(entry.requestId())
                                                .addValue(Buffer.buffer(entry.payload()))))
                .replaceWithVoid();
    }
}
