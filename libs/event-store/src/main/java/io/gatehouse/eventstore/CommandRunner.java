package io.gatehouse.eventstore;

import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.pgclient.PgException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs commands: locks the owner's head, lets the work read and decide, appends in one transaction
 * (DESIGN 2, "The journey of a write").
 *
 * <p>Numbers of one owner have no gaps and are in commit order. A committed answer is durable.
 * Serialization failures and deadlocks run the work again from the start, so the work must have no
 * effect outside of its transaction. A failure that is not a refusal rolls back; if the connection
 * breaks during the commit, whether it was written is not known here. Thread-safe.
 */
public final class CommandRunner {

    /**
     * After this PostgreSQL ends the transaction: nothing remote can be waited for while a head is
     * locked.
     */
    public static final Duration TRANSACTION_LIMIT = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 8;

    private final Pool pool;
    private final LogName log;
    private final SubjectKeys keys;
    private final OwnerTurns turns = new OwnerTurns(TRANSACTION_LIMIT);

    /**
     * @param pool of the service's database, whose schema is {@code db/eventstore}
     * @param log that this service writes
     */
    public CommandRunner(Pool pool, LogName log, SubjectKeys keys) {
        this.pool = pool;
        this.log = log;
        this.keys = keys;
    }

    /**
     * Runs one command. Fails with a TimeoutException if others of the owner are before it for
     * longer than {@link #TRANSACTION_LIMIT}.
     *
     * @param work reads streams under the lock and decides; may be called several times
     */
    public <T> Uni<CommandResult<T>> run(
            PolicyOwner owner,
            CommandMetadata metadata,
            Function<LockedLog, Uni<Outcome<T>>> work) {
        return turns.take(owner, () -> attempt(owner, metadata, work))
                .onFailure(NotAppended.class)
                .recoverWithItem(failure -> NotAppended.resultOf(failure));
    }

    private <T> Uni<CommandResult<T>> attempt(
            PolicyOwner owner,
            CommandMetadata metadata,
            Function<LockedLog, Uni<Outcome<T>>> work) {
        return pool.withTransaction(sql ->
                        lock(sql, owner, metadata.actor())
                                .chain(locked ->
                                        work.apply(locked)
                                                .chain(outcome ->
                                                        settle(sql, locked, metadata, outcome))))
                .onFailure(CommandRunner::isClash)
                .retry()
                .withBackOff(Duration.ofMillis(5), Duration.ofMillis(200))
                .atMost(ATTEMPTS);
    }

    private Uni<LockedLog> lock(SqlClient sql, PolicyOwner owner, String actor) {
        return LogHead.lock(sql, log, owner, TRANSACTION_LIMIT)
                .map(head -> new LockedLog(sql, head, keys, actor));
    }

    private <T> Uni<CommandResult<T>> settle(
            SqlClient sql, LockedLog locked, CommandMetadata metadata, Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Refused<T>(Refusal refusal) ->
                    rollBack(new CommandResult.Refused<T>(refusal));
            case Outcome.NothingToDo<T>(T answer) ->
                    rollBack(new CommandResult.Unchanged<>(answer, locked.position()));
            case Outcome.Append<T> append ->
                    new Appending<>(sql, locked, metadata, append)
                            .run()
                            .onFailure(failure -> isViolation(failure, append.violations()))
                            .transform(failure -> refusedBy(failure, append.violations()));
        };
    }

    private static <T> Uni<T> rollBack(CommandResult<?> result) {
        return Uni.createFrom().failure(new NotAppended(result));
    }

    private static boolean isClash(Throwable failure) {
        return failure instanceof PgException refused
                && ("40001".equals(refused.getSqlState()) || "40P01".equals(refused.getSqlState()));
    }

    private static boolean isViolation(Throwable failure, Map<String, Refusal> violations) {
        return violated(failure, violations) != null;
    }

    private static Throwable refusedBy(Throwable failure, Map<String, Refusal> violations) {
        Refusal refusal = violated(failure, violations);
        return refusal == null ? failure : new NotAppended(new CommandResult.Refused<>(refusal));
    }

    private static @Nullable Refusal violated(Throwable failure, Map<String, Refusal> violations) {
        return failure instanceof PgException refused
                        && "23505".equals(refused.getSqlState())
                        && refused.getConstraint() != null
                ? violations.get(refused.getConstraint())
                : null;
    }
}
