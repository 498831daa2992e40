package io.gatehouse.eventstore;

import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Publishes all facts of an owner again: an emptied Kafka, a gap, a new epoch (DESIGN 2, "Facts").
 * Takes no number. Thread-safe.
 */
public final class Republication {

    /** Large accounts take longer than a command may. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Pool pool;
    private final LogName log;
    private final Source source;

    public Republication(Pool pool, LogName log, Source source) {
        this.pool = pool;
        this.log = log;
        this.source = source;
    }

    /** The service's side: only it knows what a fact looks like. */
    @FunctionalInterface
    public interface Source {

        /**
         * All present facts of the owner, closed by a head with their count. Reads this database
         * only; the head is locked meanwhile, so what it reads is what {@code at} says.
         */
        Uni<List<OutboxRecord>> records(SqlClient sql, CommitPosition at);
    }

    /**
     * One owner's facts into the outbox.
     *
     * @param id of this republication; unique for ever, such as a UUID
     * @return how many records; 0 for an owner without a log
     */
    public Uni<Integer> republish(PolicyOwner owner, String id) {
        return pool.withTransaction(sql ->
                LogHead.tryLock(sql, log, owner, LIMIT)
                        .chain(head ->
                                head.isPresent()
                                        ? republish(sql, head.get(), id)
                                        : Uni.createFrom().item(0)));
    }

    /** Owners whose facts were not published whole since the present epoch began. */
    public Uni<List<PolicyOwner>> pending() {
        return owners("SELECT owner FROM account_log WHERE base_epoch <> epoch ORDER BY owner");
    }

    /** All owners that have a log. */
    public Uni<List<PolicyOwner>> owners() {
        return owners("SELECT owner FROM account_log ORDER BY owner");
    }

    private Uni<List<PolicyOwner>> owners(String query) {
        return pool.query(query)
                .execute()
                .map(rows -> {
                    List<PolicyOwner> owners = new ArrayList<>(rows.size());
                    rows.forEach(row -> owners.add(PolicyOwner.parse(row.getString(0))));
                    return owners;
                });
    }

    private Uni<Integer> republish(SqlClient sql, LogHead head, String id) {
        CommitPosition at = position(head, id);
        return source.records(sql, at)
                .call(records -> Outbox.insert(sql, at, records))
                .call(_ -> remember(sql, at, id))
                .map(List::size);
    }

    private static CommitPosition position(LogHead head, String id) {
        return new CommitPosition(
                head.position(),
                head.factNumber(),
                head.time(),
                Revision.NONE,
                head.pastEpochs(),
                Optional.of(new CommitPosition.Republished(id, head.position().number())),
                List.of());
    }

    private static Uni<Void> remember(SqlClient sql, CommitPosition at, String id) {
        return sql.preparedQuery(
                        """
                        UPDATE account_log
                        SET base_epoch = epoch, base_id = $2, base_number = number
                        WHERE owner = $1
                        """)
                .execute(Tuple.of(at.position().owner().text(), id))
                .replaceWithVoid();
    }
}
