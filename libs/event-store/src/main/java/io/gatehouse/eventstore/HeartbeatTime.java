package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.time.Instant;

/**
 * The instant T of a heartbeat: every transaction of this service whose commit time is before T has
 * committed (or failed) by now.
 *
 * <p>Why not simply "now": a transaction reads its commit time, then commits; between the two, now
 * passes it, and the outbox looks empty. So T is no later than the start of any transaction that
 * has an id and has not ended. One that has no id yet will read its commit time after getting one,
 * which is after this question was asked. Relies on the database's clock not being set back.
 */
final class HeartbeatTime {

    private HeartbeatTime() {}

    /** Ask this first, look into the outbox after it. */
    static Uni<Instant> ask(SqlClient sql) {
        return sql.query(
                        """
                        SELECT least(statement_timestamp(), min(xact_start)) AS before
                        FROM pg_stat_activity
                        WHERE datname = current_database()
                          AND backend_xid IS NOT NULL
                          AND pid <> pg_backend_pid()
                        """)
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime("before").toInstant());
    }
}
