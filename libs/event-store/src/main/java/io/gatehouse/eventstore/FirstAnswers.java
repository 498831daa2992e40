package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps what repeatable writes were answered, for {@link #KEPT}. That a write was carried out is
 * written in its own transaction, so it is never carried out twice; its answer either there too, or
 * straight afterwards. Knows bytes only: whoever keeps an answer seals it. Thread-safe.
 */
public final class FirstAnswers {

    /** How long a repetition gets the first answer. */
    public static final Duration KEPT = Duration.ofMinutes(10);

    private final Pool pool;

    public FirstAnswers(Pool pool) {
        this.pool = pool;
    }

    /** What is known of an invocation. */
    public sealed interface Found {

        /** It was not carried out, or too long ago. */
        record Nothing() implements Found {}

        /** It was carried out, and its answer is not known yet, or never will be. */
        record Unanswered() implements Found {}

        // The bytes go on to be opened and are never compared.
        @SuppressWarnings("ArrayRecordComponent")
        record Answered(byte[] sealed) implements Found {}
    }

    public Uni<Found> find(InvocationKey key) {
        return pool.preparedQuery(
                        """
                        SELECT answer FROM first_answer
                        WHERE invocation = $1 AND expires > clock_timestamp()
                        """)
                .execute(Tuple.of(Buffer.buffer(key.bytes())))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        return new Found.Nothing();
                    }
                    var answer = rows.iterator().next().getBuffer("answer");
                    return answer == null
                            ? new Found.Unanswered()
                            : new Found.Answered(answer.getBytes());
                });
    }

    /**
     * Keeps the answer of a write that is being carried out, in its transaction.
     *
     * @param requestId of the request that carries it out
     */
    public static Uni<Void> keep(
            SqlClient sql, InvocationKey key, String requestId, byte[] sealed) {
        return sql.preparedQuery(
                        """
                        INSERT INTO first_answer (invocation, request_id, expires, answer)
                        VALUES ($1, $2, clock_timestamp() + $3 * interval '1 second', $4)
                        ON CONFLICT (invocation) DO UPDATE SET answer = excluded.answer
                        WHERE first_answer.request_id = excluded.request_id
                        """)
                .execute(
                        Tuple.of(
                                Buffer.buffer(key.bytes()),
                                requestId,
                                KEPT.toSeconds(),
                                Buffer.buffer(sealed)))
                .replaceWithVoid();
    }

    /**
     * Adds the answer of a write that has been carried out, unless there is one. Not waited for by
     * the disk: after a crash the write is known and its answer is not.
     */
    public Uni<Void> add(InvocationKey key, String requestId, byte[] sealed) {
        return pool.preparedQuery(
                        """
                        UPDATE first_answer SET answer = $3
                        FROM (SELECT set_config('synchronous_commit', 'off', true) AS waits) AS disk
                        WHERE invocation = $1 AND request_id = $2 AND answer IS NULL
                            AND disk.waits = 'off'
                        """)
                .execute(Tuple.of(Buffer.buffer(key.bytes()), requestId, Buffer.buffer(sealed)))
                .replaceWithVoid();
    }

    /** Forgets what is of no use any more; some at a time. */
    public Uni<Void> forgetExpired() {
        return pool.query(
                        """
                        DELETE FROM first_answer WHERE invocation IN (
                            SELECT invocation FROM first_answer WHERE expires < clock_timestamp()
                            ORDER BY expires LIMIT 1000 FOR UPDATE SKIP LOCKED)
                        """)
                .execute()
                .replaceWithVoid();
    }

    /**
     * Writes down, in the transaction of the write, that the invocation is carried out. Fails with
     * RepeatedInvocationException where another request did so before.
     */
    static Uni<Void> claim(SqlClient sql, Optional<InvocationKey> key, String requestId) {
        if (key.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.preparedQuery(
                        """
                        INSERT INTO first_answer (invocation, request_id, expires)
                        VALUES ($1, $2, clock_timestamp() + $3 * interval '1 second')
                        ON CONFLICT (invocation) DO UPDATE
                        SET (request_id, expires, answer) = (
                            SELECT excluded.request_id, excluded.expires, NULL
                            WHERE first_answer.expires < clock_timestamp()
                            UNION ALL
                            SELECT first_answer.request_id, first_answer.expires, first_answer.answer
                            WHERE first_answer.expires >= clock_timestamp())
                        RETURNING request_id
                        """)
                .execute(Tuple.of(Buffer.buffer(key.get().bytes()), requestId, KEPT.toSeconds()))
                .invoke(rows -> {
                    if (!rows.iterator().next().getString("request_id").equals(requestId)) {
                        throw new RepeatedInvocationException();
                    }
                })
                .replaceWithVoid();
    }
}
