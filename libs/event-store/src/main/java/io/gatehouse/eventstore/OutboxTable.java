package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How a relay reads an outbox: the rows that are there, never "after a cursor". A transaction that
 * took its ids early and committed late is simply found later.
 *
 * <p>In the order of ids. Ids of one owner are taken under its head lock, so for one owner that is
 * number order, and a row that is there has no predecessor that is still to come.
 */
enum OutboxTable {
    FACTS("outbox"),
    AUDIT("audit_outbox");

    private static final String FIRST =
            """
            (SELECT 'FACTS' AS source, id, owner, number, remaining, topic, partition, key, value,
                    headers
             FROM outbox
             WHERE partition = ANY ($1) AND owner <> ALL ($2)
             ORDER BY id
             LIMIT $4)
            UNION ALL
            (SELECT 'AUDIT', id, owner, number, remaining, topic, partition, key, value, headers
             FROM audit_outbox
             WHERE partition = ANY ($1) AND owner <> ALL ($3)
             ORDER BY id
             LIMIT $4)
            """;

    private static final String DELETE =
            """
            WITH told AS (DELETE FROM audit_outbox WHERE id = ANY ($2))
            DELETE FROM outbox WHERE id = ANY ($1)
            """;

    private final String table;

    OutboxTable(String table) {
        this.table = table;
    }

    /**
     * What one look found.
     *
     * @param rows of each table in order
     * @param isMore whether the limit cut something off
     */
    record Look(List<Waiting> rows, boolean isMore) {

        /** Whether there is more than attempts, which change nothing. */
        boolean holdsCommands() {
            return rows.stream().anyMatch(row -> row.table() == FACTS);
        }
    }

    /** One row. */
    record Waiting(
            OutboxTable table,
            long id,
            String owner,
            long number,
            int remaining,
            OutboxRecord record) {

        /** The same command, or a later one of the same owner, of the same table. */
        boolean isHeldUpBy(Waiting undeliverable) {
            return table == undeliverable.table
                    && owner.equals(undeliverable.owner)
                    && number >= undeliverable.number;
        }
    }

    /**
     * The first rows of these partitions in each table, without the owners that are stopped there;
     * one look at both.
     */
    static Uni<Look> first(
            SqlClient sql,
            Integer[] partitions,
            Function<OutboxTable, Set<String>> stopped,
            int limit) {
        return sql.preparedQuery(FIRST)
                .execute(
                        Tuple.of(
                                partitions,
                                stopped.apply(FACTS).toArray(String[]::new),
                                stopped.apply(AUDIT).toArray(String[]::new),
                                limit))
                .map(rows -> {
                    Map<OutboxTable, List<Waiting>> waiting = new EnumMap<>(OutboxTable.class);
                    rows.forEach(row -> {
                        Waiting one = waiting(row);
                        waiting.computeIfAbsent(one.table(), _ -> new ArrayList<>()).add(one);
                    });
                    boolean isMore = waiting.values().stream().anyMatch(all -> all.size() == limit);
                    return new Look(
                            waiting.values().stream()
                                    .flatMap(all -> wholeCommands(all, limit).stream())
                                    .toList(),
                            isMore);
                });
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                valueOf(row.getString("source")),
                row.getLong("id"),
                row.getString("owner"),
                row.getLong("number"),
                row.getInteger("remaining"),
                Outbox.record(row));
    }

    /** Takes these rows out, of whichever table. */
    static Uni<Void> delete(SqlClient sql, List<Waiting> acknowledged) {
        return sql.preparedQuery(DELETE)
                .execute(Tuple.of(FACTS.ids(acknowledged), AUDIT.ids(acknowledged)))
                .replaceWithVoid();
    }

    private Long[] ids(List<Waiting> rows) {
        return rows.stream()
                .filter(row -> row.table() == this)
                .map(Waiting::id)
                .toArray(Long[]::new);
    }

    /** Partitions that something waits for. */
    Uni<Set<Integer>> occupied(SqlClient sql, Integer[] partitions) {
        return sql.preparedQuery(
                        "SELECT DISTINCT partition FROM %s WHERE partition = ANY ($1)"
                                .formatted(table))
                .execute(Tuple.of((Object) partitions))
                .map(rows -> {
                    Set<Integer> occupied = new HashSet<>();
                    rows.forEach(row -> occupied.add(row.getInteger(0)));
                    return occupied;
                });
    }

    /**
     * The records of one command go out in one broker transaction: those that the limit cut off are
     * left for the next round. Only a command larger than a whole round (a republication, which
     * readers collect by its count) goes out in pieces.
     */
    private static List<Waiting> wholeCommands(List<Waiting> waiting, int limit) {
        if (waiting.size() < limit) {
            return waiting;
        }
        Set<Command> whole = new HashSet<>();
        for (Waiting w : waiting) {
            if (w.remaining() == 0) {
                whole.add(new Command(w.owner(), w.number()));
            }
        }
        List<Waiting> kept =
                waiting.stream()
                        .filter(w -> whole.contains(new Command(w.owner(), w.number())))
                        .toList();
        return kept.isEmpty() ? waiting : kept;
    }

    private record Command(String owner, long number) {}
}
