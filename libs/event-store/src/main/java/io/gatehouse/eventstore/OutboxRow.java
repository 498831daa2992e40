package io.gatehouse.eventstore;

import io.gatehouse.model.PolicyOwner;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A row that is to wait for Kafka. */
record OutboxRow(PolicyOwner owner, long number, int remaining, Instant time, OutboxRecord record) {

    /** The rows as columns, in the order of the table's, for {@code unnest}. */
    static Tuple columns(List<OutboxRow> rows) {
        return Tuple.tuple()
                .addValue(column(rows, String[]::new, row -> row.owner.text()))
                .addValue(column(rows, Long[]::new, row -> row.number))
                .addValue(column(rows, Integer[]::new, row -> row.remaining))
                .addValue(column(rows, String[]::new, row -> row.record.topic()))
                .addValue(column(rows, Integer[]::new, row -> row.record.partition()))
                .addValue(column(rows, String[]::new, row -> row.record.key()))
                .addValue(column(rows, Buffer[]::new, OutboxRow::value))
                .addValue(column(rows, String[]::new, row -> headers(row.record.headers())))
                .addValue(
                        column(
                                rows,
                                OffsetDateTime[]::new,
                                row -> row.time.atOffset(ZoneOffset.UTC)));
    }

    private static <T extends @Nullable Object> T[] column(
            List<OutboxRow> rows, IntFunction<T[]> array, Function<OutboxRow, T> value) {
        return rows.stream().map(value).toArray(array);
    }

    private @Nullable Buffer value() {
        byte[] value = record.value();
        return value == null ? null : Buffer.buffer(value);
    }

    private static String headers(Map<String, String> headers) {
        JsonObject json = new JsonObject();
        headers.forEach(json::put);
        return json.encode();
    }
}
