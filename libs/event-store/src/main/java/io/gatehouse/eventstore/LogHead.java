package io.gatehouse.eventstore;

import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The head row of an owner's log. {@link #lock} is the first statement of every write: whoever
 * holds it is alone in this log until its transaction ends, so numbers have no gaps and are in
 * commit order.
 *
 * @param time of what is written under this lock: two commits of a log never share or swap their
 *     times, and the clock was read after the transaction had its id, on which heartbeats rely
 */
@SuppressWarnings("ArrayRecordComponent") // Moved, never compared.
record LogHead(
        LogPosition position,
        long factNumber,
        byte[] lastHash,
        Instant time,
        List<String> pastEpochs,
        Optional<CommitPosition.Republished> base) {

    private static final String LOCK =
            """
            SELECT owner, epoch, number, fact_number, last_hash, last_time, base_epoch, base_id,
                   base_number,
                   (SELECT array_agg(e.epoch ORDER BY e.ordinal) FROM log_epoch e) AS epochs
            FROM account_log,
                 (SELECT set_config('transaction_timeout', $2, true) AS millis,
                         set_config('plan_cache_mode', 'force_generic_plan', true) AS plans) AS ends
            WHERE owner = $1 AND ends.millis <> '' AND ends.plans <> ''
            FOR UPDATE OF account_log
            """;

    /**
     * @param limit after which PostgreSQL ends the transaction, the wait for the lock included
     */
    static Uni<LogHead> lock(SqlClient sql, LogName log, PolicyOwner owner, Duration limit) {
        return tryLock(sql, log, owner, limit)
                .chain(found ->
                        found.isPresent()
                                ? Uni.createFrom().item(found.get())
                                : open(sql, owner)
                                        .chain(_ -> tryLock(sql, log, owner, limit))
                                        .map(Optional::orElseThrow));
    }

    /** The same; empty when nothing was ever written for the owner. */
    static Uni<Optional<LogHead>> tryLock(
            SqlClient sql, LogName log, PolicyOwner owner, Duration limit) {
        // Sent together; the clock is read by the second, when the first has the lock.
        return Uni.combine()
                .all()
                .unis(
                        sql.preparedQuery(LOCK)
                                .execute(Tuple.of(owner.text(), Long.toString(limit.toMillis()))),
                        sql.preparedQuery("SELECT clock_timestamp() AS now").execute())
                .with((rows, clock) ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(
                                        read(
                                                log,
                                                owner,
                                                rows.iterator().next(),
                                                time(clock.iterator().next(), "now"))));
    }

    private static Uni<Void> open(SqlClient sql, PolicyOwner owner) {
        return sql.preparedQuery(
                        """
                        INSERT INTO account_log (owner, epoch, last_hash, last_time, base_epoch)
                        SELECT $1, epoch, $2, clock_timestamp(), epoch
                        FROM log_epoch
                        ORDER BY ordinal DESC
                        LIMIT 1
                        ON CONFLICT (owner) DO NOTHING
                        """)
                .execute(Tuple.of(owner.text(), Buffer.buffer(HashChain.start())))
                .replaceWithVoid();
    }

    private static LogHead read(LogName log, PolicyOwner owner, Row row, Instant now) {
        Instant last = time(row, "last_time");
        String epoch = row.getString("epoch");
        String baseId = row.getString("base_id");
        boolean hasBase = baseId != null && epoch.equals(row.getString("base_epoch"));
        List<String> epochs = List.of(row.getArrayOfStrings("epochs"));
        return new LogHead(
                new LogPosition(owner, log, epoch, row.getLong("number")),
                row.getLong("fact_number"),
                row.getBuffer("last_hash").getBytes(),
                now.isAfter(last) ? now : last,
                epochs.subList(0, epochs.indexOf(epoch)),
                hasBase
                        ? Optional.of(
                                new CommitPosition.Republished(baseId, row.getLong("base_number")))
                        : Optional.empty());
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
