package io.gatehouse.kit.renewal;

import io.gatehouse.kit.keys.BrokenSealException;
import io.gatehouse.kit.keys.MissingKeyException;
import io.gatehouse.kit.keys.Sealer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column of ciphertexts of a {@link Sealer}, each bound to the id of its row: {@code <prefix>/
 * <id>} is what it belongs to.
 */
public final class SealedColumn implements SealedValues {

    private final String table;
    private final String select;
    private final String update;
    private final String prefix;
    private final Sealer sealer;

    /**
     * The names become SQL: they are the code's own, never anybody's input.
     *
     * @param id the primary key, a text
     */
    public SealedColumn(String table, String id, String column, String prefix, Sealer sealer) {
        this.table = table;
        this.prefix = prefix;
        this.sealer = sealer;
        this.select =
                """
                SELECT %s AS id, %s AS sealed FROM %s WHERE %1$s > $1 ORDER BY %1$s LIMIT $2
                """
                        .formatted(id, column, table);
        this.update =
                "UPDATE %s SET %s = $2 WHERE %s = $1 AND %2$s = $3".formatted(table, column, id);
    }

    @Override
    public String name() {
        return table;
    }

    private record Fresh(int newest, int older, List<Tuple> renewed, String last) {}

    @Override
    public Uni<Step> step(SqlClient sql, String after, int atMost) {
        return sql.preparedQuery(select)
                .execute(Tuple.of(after, atMost))
                .chain(rows -> {
                    Fresh fresh = fresh(rows);
                    String next = rows.size() < atMost ? "" : fresh.last();
                    return write(sql, fresh.renewed())
                            .map(_ -> new Step(fresh.newest(), fresh.older(), next));
                });
    }

    private Fresh fresh(RowSet<Row> rows) {
        int newest = 0;
        int older = 0;
        List<Tuple> renewed = new ArrayList<>();
        String last = START;
        for (Row row : rows) {
            last = row.getString("id");
            Buffer sealed = row.getBuffer("sealed").getDelegate();
            if (sealer.isNewest(sealed.getBytes())) {
                newest++;
                continue;
            }
            Optional<byte[]> again = again(last, sealed.getBytes());
            newest += again.isPresent() ? 1 : 0;
            older += again.isPresent() ? 0 : 1;
            String id = last;
            again.ifPresent(value -> renewed.add(Tuple.of(id, Buffer.buffer(value), sealed)));
        }
        return new Fresh(newest, older, renewed, last);
    }

    private Optional<byte[]> again(String id, byte[] sealed) {
        byte[] boundTo = (prefix + '/' + id).getBytes(StandardCharsets.UTF_8);
        try {
            return Optional.of(sealer.seal(sealer.open(sealed, boundTo), boundTo));
        } catch (MissingKeyException | BrokenSealException e) {
            return Optional.empty();
        }
    }

    private Uni<Void> write(SqlClient sql, List<Tuple> renewed) {
        return renewed.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.preparedQuery(update).executeBatch(renewed).replaceWithVoid();
    }
}
