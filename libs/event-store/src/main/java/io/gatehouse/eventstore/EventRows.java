package io.gatehouse.eventstore;

import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.List;

/** Reads rows of the event table. */
final class EventRows {

    static final String COLUMNS =
            """
            owner, epoch, number, index, count, stream, stream_version, type, type_version, time,
            actor, origin, request_id, cause, note, seen, payload, previous_hash, hash
            """;

    private EventRows() {}

    static Uni<StoredStream> stream(SqlClient sql, PolicyOwner owner, StreamName name) {
        return sql.preparedQuery(
                        "SELECT "
                                + COLUMNS
                                + """
                                FROM event
                                WHERE owner = $1 AND stream = $2
                                ORDER BY stream_version
                                """)
                .execute(Tuple.of(owner.text(), name.text()))
                .map(rows -> {
                    List<StoredEvent> events = all(rows);
                    long version = events.isEmpty() ? 0 : events.getLast().streamVersion();
                    return new StoredStream(name, version, events);
                });
    }

    /** Events after a number, whole commands, in order. */
    static Uni<List<StoredEvent>> after(
            SqlClient sql, PolicyOwner owner, long number, int numbers) {
        return sql.preparedQuery(
                        "SELECT "
                                + COLUMNS
                                + """
                                FROM event
                                WHERE owner = $1 AND number > $2 AND number <= $3
                                ORDER BY number, index
                                """)
                .execute(Tuple.of(owner.text(), number, number + numbers))
                .map(EventRows::all);
    }

    static List<StoredEvent> all(RowSet<Row> rows) {
        List<StoredEvent> events = new ArrayList<>(rows.size());
        rows.forEach(row -> events.add(event(row)));
        return events;
    }

    private static StoredEvent event(Row row) {
        return new StoredEvent(
                PolicyOwner.parse(row.getString("owner")),
                row.getString("epoch"),
                row.getLong("number"),
                row.getInteger("index"),
                row.getInteger("count"),
                new StreamName(row.getString("stream")),
                row.getLong("stream_version"),
                row.getString("type"),
                row.getInteger("type_version"),
                row.getOffsetDateTime("time").toInstant(),
                row.getString("actor"),
                row.getString("origin"),
                row.getString("request_id"),
                row.getString("cause"),
                row.getString("note"),
                Revision.parse(row.getString("seen")),
                row.getBuffer("payload").getBytes(),
                row.getBuffer("previous_hash").getBytes(),
                row.getBuffer("hash").getBytes());
    }
}
