package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    private final String table;

    OutboxTable(String table) {
        this.table = table;
    }

    /** One row. */
    record Waiting(long id, String owner, long number, int remaining, OutboxRecord record) {

        /** The same command, or a later one of the same owner. */
        boolean isHeldUpBy(Waiting undeliverable) {
            return owner.equals(undeliverable.owner) && number >= undeliverable.number;
        }
    }

    /** The first rows of these partitions, without the owners that are stopped. */
    Uni<List<Waiting>> first(SqlClient sql, Integer[] partitions, Set<String> stopped, int limit) {
        return sql.preparedQuery(
                        """
                        SELECT id, owner, number, remaining, topic, partition, key, value, headers
                        FROM %s
                        WHERE partition = ANY ($1) AND owner <> ALL ($2)
                        ORDER BY id
                        LIMIT $3
                        """
                                .formatted(table))
                .execute(Tuple.of(partitions, stopped.toArray(String[]::new), limit))
                .map(rows -> {
                    List<Waiting> waiting = new ArrayList<>(rows.size());
                    rows.forEach(row ->
                            waiting.add(
                                    new Waiting(
                                            row.getLong("id"),
                                            row.getString("owner"),
                                            row.getLong("number"),
                                            row.getInteger("remaining"),
                                            Outbox.record(row))));
                    return wholeCommands(waiting, limit);
                });
    }

    Uni<Void> delete(SqlClient sql, List<Waiting> acknowledged) {
        return sql.preparedQuery("DELETE FROM %s WHERE id = ANY ($1)".formatted(table))
                .execute(
                        Tuple.of(
                                (Object)
                                        acknowledged.stream()
                                                .map(Waiting::id)
                                                .toArray(Long[]::new)))
                .replaceWithVoid();
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
