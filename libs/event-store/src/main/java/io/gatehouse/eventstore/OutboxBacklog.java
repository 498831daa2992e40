package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.time.Duration;

/**
 * What waits for the broker, for metrics.
 *
 * @param rows waiting
 * @param age of the oldest; zero when nothing waits
 */
public record OutboxBacklog(long rows, Duration age) {

    public static Uni<OutboxBacklog> ask(SqlClient sql) {
        return sql.query(
                        """
                        SELECT count(*) AS rows,
                               coalesce(
                                   (extract(epoch FROM clock_timestamp() - min(created_at))
                                       * 1000)::bigint,
                                   0) AS millis
                        FROM outbox
                        """)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new OutboxBacklog(
                                row.getLong("rows"),
                                Duration.ofMillis(Math.max(0, row.getLong("millis")))));
    }
}
