package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Wraps subjects' keys anew under the newest master key, so that an older one can be taken away.
 * What they seal stays as it is. Any number of instances may walk at once, beside every write: a
 * key that was erased or wrapped anew in the meantime is left. Thread-safe.
 */
public final class SubjectKeyRenewal {

    private final KeyWrapping wrapping;

    public SubjectKeyRenewal(KeyWrapping wrapping) {
        this.wrapping = wrapping;
    }

    /** Where a walk is: keys are visited in the order of owner and subject. */
    public record Place(String owner, String subject) {
        public static final Place START = new Place("", "");
    }

    /**
     * What one step saw.
     *
     * @param newest how many the newest master key wraps now
     * @param older how many an older one still wraps, because it is not here
     * @param next behind the last one seen; empty at the end
     */
    public record Step(int newest, int older, Optional<Place> next) {}

    private record Fresh(int newest, int older, List<Tuple> renewed) {}

    /** Looks at the {@code atMost} keys that come after that place. */
    public Uni<Step> step(SqlClient sql, Place after, int atMost) {
        return sql.preparedQuery(
                        """
                        SELECT owner, subject, wrapped_key FROM subject_key
                        WHERE (owner, subject) > ($1, $2) ORDER BY owner, subject LIMIT $3
                        """)
                .execute(Tuple.of(after.owner(), after.subject(), atMost))
                .chain(rows -> {
                    Fresh fresh = fresh(rows);
                    Optional<Place> next =
                            rows.size() < atMost ? Optional.empty() : Optional.of(last(rows));
                    return write(sql, fresh.renewed())
                            .map(_ -> new Step(fresh.newest(), fresh.older(), next));
                });
    }

    private Fresh fresh(RowSet<Row> rows) {
        int newest = 0;
        int older = 0;
        List<Tuple> renewed = new ArrayList<>();
        for (Row row : rows) {
            var wrapped = row.getBuffer("wrapped_key");
            if (wrapped == null) {
                continue; // Erased.
            }
            if (wrapping.isNewest(wrapped.getBytes())) {
                newest++;
                continue;
            }
            Optional<byte[]> again = again(row, wrapped.getBytes());
            newest += again.isPresent() ? 1 : 0;
            older += again.isPresent() ? 0 : 1;
            again.ifPresent(key ->
                    renewed.add(
                            Tuple.of(
                                    row.getString("owner"),
                                    row.getString("subject"),
                                    io.vertx.core.buffer.Buffer.buffer(key),
                                    wrapped.getDelegate())));
        }
        return new Fresh(newest, older, renewed);
    }

    private Optional<byte[]> again(Row row, byte[] wrapped) {
        String context = row.getString("owner") + '/' + row.getString("subject");
        try {
            return Optional.of(wrapping.wrap(wrapping.unwrap(wrapped, context), context));
        } catch (IllegalStateException itsMasterKeyIsGone) {
            return Optional.empty();
        }
    }

    private static Uni<Void> write(SqlClient sql, List<Tuple> renewed) {
        return renewed.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.preparedQuery(
                                """
                                UPDATE subject_key SET wrapped_key = $3
                                WHERE owner = $1 AND subject = $2 AND wrapped_key = $4
                                """)
                        .executeBatch(renewed)
                        .replaceWithVoid();
    }

    private static Place last(RowSet<Row> rows) {
        Place last = Place.START;
        for (Row row : rows) {
            last = new Place(row.getString("owner"), row.getString("subject"));
        }
        return last;
    }
}
