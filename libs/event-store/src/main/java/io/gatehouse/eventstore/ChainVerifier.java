package io.gatehouse.eventstore;

import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks an owner's whole log and says where it stops being what was written: changed, removed,
 * added or reordered events, and an end that is not the head's. Thread-safe.
 *
 * <p>Whoever can write every row can forge a whole new chain: compare {@link Verdict.Intact#hash}
 * with one kept elsewhere (each event on {@code gatehouse.events} carries its hash).
 */
public final class ChainVerifier {

    private static final int NUMBERS_AT_ONCE = 500;

    private final Pool pool;

    public ChainVerifier(Pool pool) {
        this.pool = pool;
    }

    /** What was found. */
    public sealed interface Verdict {

        /**
         * All is as written.
         *
         * @param hash of the last event, which stands for the whole log
         */
        @SuppressWarnings("ArrayRecordComponent") // Moved, never compared.
        record Intact(long numbers, long events, byte[] hash) implements Verdict {}

        /**
         * @param number of the first command that is not as written
         */
        record Broken(long number, String why) implements Verdict {}
    }

    /** The owner's log from its first event to its head, as of one instant. */
    public Uni<Verdict> verify(PolicyOwner owner) {
        return pool.withTransaction(sql ->
                sql.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                        .execute()
                        .chain(_ -> head(sql, owner))
                        .chain(head ->
                                head.isEmpty()
                                        ? Uni.createFrom()
                                                .item(new Verdict.Intact(0, 0, HashChain.start()))
                                        : walk(sql, owner, new Walk(head.get()))));
    }

    static StoredEvent withHash(StoredEvent e, byte[] hash) {
        return new StoredEvent(
                e.owner(),
                e.epoch(),
                e.number(),
                e.index(),
                e.count(),
                e.stream(),
                e.streamVersion(),
                e.type(),
                e.typeVersion(),
                e.time(),
                e.actor(),
                e.origin(),
                e.requestId(),
                e.cause(),
                e.note(),
                e.seen(),
                e.payload(),
                e.previousHash(),
                hash);
    }

    private static Uni<Optional<Row>> head(SqlClient sql, PolicyOwner owner) {
        return sql.preparedQuery("SELECT number, last_hash FROM account_log WHERE owner = $1")
                .execute(Tuple.of(owner.text()))
                .map(rows ->
                        rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next()));
    }

    private static Uni<Verdict> walk(SqlClient sql, PolicyOwner owner, Walk walk) {
        if (walk.isOver()) {
            return EventRows.after(sql, owner, walk.number, NUMBERS_AT_ONCE).map(walk::end);
        }
        return EventRows.after(sql, owner, walk.number, NUMBERS_AT_ONCE)
                .chain(events -> {
                    Optional<Verdict> broken = walk.over(events);
                    return broken.isPresent()
                            ? Uni.createFrom().item(broken.get())
                            : walk(sql, owner, walk);
                });
    }

    private static final class Walk {

        private final long headNumber;
        private final byte[] headHash;
        private final Map<StreamName, Long> versions = new HashMap<>();
        private byte[] hash = HashChain.start();
        private long number;
        private int left;
        private long events;

        Walk(Row head) {
            headNumber = head.getLong("number");
            headHash = head.getBuffer("last_hash").getBytes();
        }

        boolean isOver() {
            return number >= headNumber;
        }

        /** The next events, which must start after {@code number}. */
        Optional<Verdict> over(List<StoredEvent> batch) {
            if (batch.isEmpty()) {
                return broken(number + 1, "it is missing");
            }
            for (StoredEvent e : batch) {
                Optional<String> wrong = wrong(e);
                if (wrong.isPresent()) {
                    return broken(left > 0 ? number : number + 1, wrong.get());
                }
                number = e.number();
                left = e.count() - e.index() - 1;
                hash = e.hash();
                events++;
            }
            return left == 0 ? Optional.empty() : broken(number, "its last event is missing");
        }

        Verdict end(List<StoredEvent> beyond) {
            if (!beyond.isEmpty()) {
                return new Verdict.Broken(beyond.getFirst().number(), "it is beyond the head");
            }
            return Arrays.equals(hash, headHash)
                    ? new Verdict.Intact(number, events, hash)
                    : new Verdict.Broken(number, "the head names another last event");
        }

        private Optional<String> wrong(StoredEvent e) {
            boolean continues =
                    left > 0
                            ? e.number() == number && e.index() == e.count() - left
                            : e.number() == number + 1 && e.index() == 0;
            long version = versions.merge(e.stream(), 1L, Long::sum);
            if (!continues) {
                return Optional.of("it is missing or out of order");
            }
            if (!Arrays.equals(e.previousHash(), hash)) {
                return Optional.of("it does not follow its predecessor");
            }
            if (!Arrays.equals(e.hash(), HashChain.hashOf(e))) {
                return Optional.of("it was changed");
            }
            return e.streamVersion() == version
                    ? Optional.empty()
                    : Optional.of("stream `%s` has a gap".formatted(e.stream()));
        }

        private static Optional<Verdict> broken(long number, String why) {
            return Optional.of(new Verdict.Broken(number, why));
        }
    }
}
