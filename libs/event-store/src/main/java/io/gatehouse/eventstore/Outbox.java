package io.gatehouse.eventstore;

import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows that wait for Kafka, and the call that wakes the relay. */
final class Outbox {

    /** Channel of NOTIFY; its payload says nothing. */
    static final String CHANNEL = "gatehouse_outbox";

    /** Rows of one statement: all of a large account are not to be one message. */
    private static final int AT_ONCE = 1_000;

    private Outbox() {}

    /** In the transaction of the events; the relay hears of it when that commits. */
    static Uni<Void> insert(SqlClient sql, CommitPosition at, List<OutboxRecord> records) {
        return Tombstones.note(sql, at, records)
                .chain(() ->
                        insert(
                                sql,
                                "outbox",
                                at.position().owner(),
                                at.position().number(),
                                at.time(),
                                records));
    }

    static Uni<Void> insert(
            SqlClient sql,
            String table,
            PolicyOwner owner,
            long number,
            Instant time,
            List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OutboxRow> rows = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            int remaining = records.size() - i - 1;
            rows.add(new OutboxRow(owner, number, remaining, time, records.get(i)));
        }
        return insert(sql, table, rows);
    }

    /** Records that have nothing to do with each other and no place in a log. */
    static Uni<Void> insertEach(SqlClient sql, String table, List<AuditTrail.Told> all) {
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : insert(
                        sql,
                        table,
                        all.stream()
                                .map(told ->
                                        new OutboxRow(
                                                told.owner(), 0, 0, told.time(), told.record()))
                                .toList());
    }

    /** In their order; one statement after another where there are more than one takes. */
    private static Uni<Void> insert(SqlClient sql, String table, List<OutboxRow> rows) {
        Uni<Void> all = insertSome(sql, table, rows.subList(0, Math.min(AT_ONCE, rows.size())));
        for (int from = AT_ONCE; from < rows.size(); from += AT_ONCE) {
            List<OutboxRow> next = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
            all = all.chain(() -> insertSome(sql, table, next));
        }
        return all;
    }

    /** One statement for the rows and the call. */
    private static Uni<Void> insertSome(SqlClient sql, String table, List<OutboxRow> rows) {
        return sql.preparedQuery(
                        """
                        WITH waiting AS (
                            INSERT INTO %s
                                (owner, number, remaining, topic, partition, key, value, headers,
                                 created_at)
                            SELECT * FROM unnest($1::text[], $2::bigint[], $3::int[], $4::text[],
                                                 $5::int[], $6::text[], $7::bytea[], $8::text[],
                                                 $9::timestamptz[])
                            RETURNING id)
                        SELECT pg_notify('%s', '')
                        """
                                .formatted(table, CHANNEL))
                .execute(OutboxRow.columns(rows))
                .replaceWithVoid();
    }

    static OutboxRecord record(Row row) {
        Buffer value = row.getBuffer("value");
        Map<String, String> headers = new LinkedHashMap<>();
        new JsonObject(row.getString("headers"))
                .forEach(entry -> headers.put(entry.getKey(), (String) entry.getValue()));
        return new OutboxRecord(
                row.getString("topic"),
                row.getInteger("partition"),
                row.getString("key"),
                value == null ? null : value.getBytes(),
                headers);
    }
}
