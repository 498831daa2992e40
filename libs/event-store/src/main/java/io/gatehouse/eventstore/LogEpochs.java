package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Optional;

/**
 * The epochs of this database's logs (DESIGN 2): each restore or promotion begins one, because a
 * restored backup reuses numbers. Thread-safe.
 *
 * <p>A restore from a dump and a promotion are seen by themselves: another cluster, timeline or
 * database. A data directory put back file by file is not: then {@link #begin} must be asked for
 * ({@code gatehouse new-epoch}).
 */
public final class LogEpochs {

    private final Pool pool;

    public LogEpochs(Pool pool) {
        this.pool = pool;
    }

    /** The current epoch and what it was begun for. */
    public record Epoch(String text, int ordinal, String reason) {}

    /**
     * At every start, before anything is written: begins the first epoch, or a new one when this is
     * not the database that the last one was begun in. Safe to call from several instances.
     *
     * @param candidate the new epoch's name, should it be needed; unique for ever, such as a UUID
     */
    public Uni<Epoch> atStart(String candidate) {
        return pool.withTransaction(sql ->
                lock(sql)
                        .chain(_ -> current(sql))
                        .chain(current ->
                                where(sql).chain(here -> atStart(sql, current, here, candidate))));
    }

    /** Begins a new epoch whatever the database looks like. Every owner must be republished. */
    public Uni<Epoch> begin(String epoch, String reason) {
        return pool.withTransaction(sql ->
                lock(sql).chain(_ -> where(sql)).chain(here -> insert(sql, here, epoch, reason)));
    }

    private static Uni<Epoch> atStart(
            SqlClient sql, Optional<Row> current, Where here, String candidate) {
        if (current.isEmpty()) {
            return insert(sql, here, candidate, "first");
        }
        Row row = current.get();
        Where there =
                new Where(
                        row.getString("system_identifier"),
                        row.getInteger("timeline"),
                        row.getLong("database_oid"));
        return there.equals(here)
                ? Uni.createFrom()
                        .item(
                                new Epoch(
                                        row.getString("epoch"),
                                        row.getInteger("ordinal"),
                                        row.getString("reason")))
                : insert(sql, here, candidate, "was %s, is %s".formatted(there, here));
    }

    /** No head can be locked, made or moved until this transaction ends. */
    private static Uni<Void> lock(SqlClient sql) {
        return sql.query("LOCK TABLE account_log IN EXCLUSIVE MODE").execute().replaceWithVoid();
    }

    private static Uni<Optional<Row>> current(SqlClient sql) {
        return sql.query(
                        """
                        SELECT ordinal, epoch, reason, system_identifier, timeline, database_oid
                        FROM log_epoch
                        ORDER BY ordinal DESC
                        LIMIT 1
                        """)
                .execute()
                .map(rows ->
                        rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next()));
    }

    private static Uni<Epoch> insert(SqlClient sql, Where here, String epoch, String reason) {
        return sql.preparedQuery(
                        """
                        INSERT INTO log_epoch
                            (ordinal, epoch, reason, system_identifier, timeline, database_oid,
                             started_at)
                        SELECT coalesce(max(ordinal), 0) + 1, $1, $2, $3, $4, $5, clock_timestamp()
                        FROM log_epoch
                        RETURNING ordinal
                        """)
                .execute(
                        Tuple.of(
                                epoch,
                                reason,
                                here.systemIdentifier(),
                                here.timeline(),
                                here.databaseOid()))
                .map(rows -> new Epoch(epoch, rows.iterator().next().getInteger(0), reason))
                .call(_ ->
                        sql.preparedQuery("UPDATE account_log SET epoch = $1")
                                .execute(Tuple.of(epoch)));
    }

    private record Where(String systemIdentifier, int timeline, long databaseOid) {}

    private static Uni<Where> where(SqlClient sql) {
        return sql.query(
                        """
                        SELECT (SELECT system_identifier::text FROM pg_control_system()) AS system,
                               (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline,
                               (SELECT oid::bigint FROM pg_database WHERE datname = current_database())
                                   AS database
                        """)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new Where(
                                row.getString("system"),
                                row.getInteger("timeline"),
                                row.getLong("database")));
    }
}
