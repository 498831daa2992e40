package io.gatehouse.eventstore;

import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The end of keys in compacted topics (DESIGN 2, "Facts"): a record that says how long its key is
 * kept leaves a row in the transaction of its command; when that is due, a record without a value
 * follows. A key that returns in between takes the row away, in the transaction in which it
 * returns.
 *
 * <p>Both sides hold the owner's head lock, so a tombstone never overtakes a record of its key.
 * Thread-safe; any number of instances may release at once.
 */
public final class Tombstones {

    /** So many keys of one owner in one transaction. */
    private static final int AT_ONCE = 500;

    private final Pool pool;
    private final LogName log;
    private final Maker maker;

    public Tombstones(Pool pool, LogName log, Maker maker) {
        this.pool = pool;
        this.log = log;
        this.maker = maker;
    }

    /** Makes the record without a value, signed with the keys of the day. */
    @FunctionalInterface
    public interface Maker {
        OutboxRecord tombstone(String topic, int partition, String key);
    }

    /** Puts all that is due by then into the outbox; how many there were. */
    public Uni<Integer> release(Instant now) {
        return pool.preparedQuery(
                        "SELECT DISTINCT owner FROM tombstone WHERE due_at <= $1 ORDER BY owner")
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .map(row -> PolicyOwner.parse(row.getString("owner")))
                .onItem()
                .transformToUniAndConcatenate(owner -> release(owner, now))
                .collect()
                .with(Collectors.summingInt(count -> count));
    }

    private Uni<Integer> release(PolicyOwner owner, Instant now) {
        return pool.withTransaction(sql -> releaseSome(sql, owner, now))
                .chain(count ->
                        count < AT_ONCE
                                ? Uni.createFrom().item(count)
                                : release(owner, now).map(more -> count + more));
    }

    private Uni<Integer> releaseSome(SqlClient sql, PolicyOwner owner, Instant now) {
        return LogHead.tryLock(sql, log, owner, CommandRunner.TRANSACTION_LIMIT)
                .chain(head ->
                        head.isEmpty()
                                ? Uni.createFrom().item(0)
                                : due(sql, owner, now)
                                        .call(records ->
                                                Outbox.insert(
                                                        sql,
                                                        "outbox",
                                                        owner,
                                                        head.get().position().number(),
                                                        now,
                                                        records))
                                        .map(List::size));
    }

    private Uni<List<OutboxRecord>> due(SqlClient sql, PolicyOwner owner, Instant now) {
        return sql.preparedQuery(
                        """
                        DELETE FROM tombstone t
                        USING (SELECT topic, key FROM tombstone
                               WHERE owner = $1 AND due_at <= $2
                               ORDER BY due_at
                               LIMIT $3) AS due
                        WHERE t.topic = due.topic AND t.key = due.key
                        RETURNING t.topic, t.partition, t.key
                        """)
                .execute(Tuple.of(owner.text(), now.atOffset(ZoneOffset.UTC), AT_ONCE))
                .map(rows -> {
                    List<OutboxRecord> records = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        records.add(
                                maker.tombstone(
                                        row.getString("topic"),
                                        row.getInteger("partition"),
                                        row.getString("key")));
                    }
                    return records;
                });
    }

    /** What a command's records mean for the ends of their keys; in the command's transaction. */
    static Uni<Void> note(SqlClient sql, CommitPosition at, List<OutboxRecord> records) {
        List<Tuple> ending = new ArrayList<>();
        List<String> topics = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (OutboxRecord record : records) {
            if (record.tombstoneAfter() == null) {
                topics.add(record.topic());
                keys.add(record.key());
            } else {
                ending.add(
                        Tuple.of(
                                record.topic(),
                                record.key(),
                                record.partition(),
                                at.position().owner().text(),
                                at.time().plus(record.tombstoneAfter()).atOffset(ZoneOffset.UTC)));
            }
        }
        return returned(sql, topics, keys).chain(() -> ended(sql, ending));
    }

    private static Uni<Void> returned(SqlClient sql, List<String> topics, List<String> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.preparedQuery(
                        """
                        DELETE FROM tombstone t
                        USING unnest($1::text[], $2::text[]) AS returned (topic, key)
                        WHERE t.topic = returned.topic AND t.key = returned.key
                        """)
                .execute(Tuple.of(topics.toArray(String[]::new), keys.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> ended(SqlClient sql, List<Tuple> ending) {
        if (ending.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.preparedQuery(
                        """
                        INSERT INTO tombstone (topic, key, partition, owner, due_at)
                        VALUES ($1, $2, $3, $4, $5)
                        ON CONFLICT (topic, key) DO UPDATE SET due_at = excluded.due_at
                        """)
                .executeBatch(ending)
                .replaceWithVoid();
    }
}
