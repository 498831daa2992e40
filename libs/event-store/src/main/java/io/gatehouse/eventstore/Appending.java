package io.gatehouse.eventstore;

import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The writing half of one command, after it was decided. */
final class Appending<T> {

    private final SqlClient sql;
    private final LockedLog locked;
    private final CommandMetadata metadata;
    private final Outcome.Append<T> append;

    Appending(SqlClient sql, LockedLog locked, CommandMetadata metadata, Outcome.Append<T> append) {
        this.sql = sql;
        this.locked = locked;
        this.metadata = metadata;
        this.append = append;
    }

    Uni<CommandResult<T>> run() {
        return locked.personal(metadata.actor())
                .map(values -> values.seal(metadata.origin().text()))
                .chain(origin -> write(commitPosition(origin)));
    }

    /**
     * Sent together: the connection keeps their order, and the first that fails is the one that
     * counts. What may still refuse the command comes first.
     */
    private Uni<CommandResult<T>> write(CommitPosition at) {
        List<Uni<?>> all = new ArrayList<>();
        all.add(FirstAnswers.claim(sql, metadata.invocation(), metadata.requestId()));
        append.uniqueness().forEach(change -> all.add(apply(change)));
        all.add(views());
        all.add(insertEvents(at));
        all.add(Outbox.insert(sql, at, append.records().apply(at)));
        all.add(moveHead(at));
        return Uni.combine()
                .all()
                .unis(all)
                .discardItems()
                .replaceWith(() ->
                        new CommandResult.Committed<>(append.answer(), at.position(), at.time()));
    }

    private Uni<Void> apply(UniquenessChange change) {
        return switch (change) {
            case UniquenessChange.Claim claim ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO unique_value (kind, scope, value, holder)
                                    VALUES ($1, $2, $3, $4)
                                    ON CONFLICT DO NOTHING
                                    """)
                            .execute(
                                    Tuple.of(
                                            claim.kind(),
                                            claim.scope(),
                                            claim.value(),
                                            claim.holder()))
                            .chain(rows ->
                                    rows.rowCount() == 1
                                            ? Uni.createFrom().voidItem()
                                            : Uni.createFrom()
                                                    .failure(
                                                            new NotAppended(
                                                                    new CommandResult.Refused<>(
                                                                            claim.ifTaken()))));
            case UniquenessChange.Release release ->
                    sql.preparedQuery(
                                    """
                                    DELETE FROM unique_value
                                    WHERE kind = $1 AND scope = $2 AND value = $3
                                    """)
                            .execute(Tuple.of(release.kind(), release.scope(), release.value()))
                            .replaceWithVoid();
        };
    }

    private Uni<Void> views() {
        return Multi.createFrom()
                .iterable(append.views())
                .onItem()
                .transformToUniAndConcatenate(view -> view.write(sql))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private CommitPosition commitPosition(String origin) {
        LogHead head = locked.head();
        PolicyOwner owner = head.position().owner();
        long number = head.position().number() + 1;
        byte[] previous = head.lastHash();
        List<StoredEvent> events = new ArrayList<>(append.events().size());
        for (int index = 0; index < append.events().size(); index++) {
            StoredEvent event = event(owner, origin, head.time(), number, index, previous);
            events.add(event);
            previous = event.hash();
        }
        return new CommitPosition(
                new LogPosition(owner, head.position().log(), head.position().epoch(), number),
                head.factNumber(),
                head.time(),
                metadata.seen(),
                head.pastEpochs(),
                head.base(),
                events);
    }

    private StoredEvent event(
            PolicyOwner owner,
            String origin,
            Instant time,
            long number,
            int index,
            byte[] previous) {
        NewEvent event = append.events().get(index);
        StoredEvent unsealed =
                new StoredEvent(
                        owner,
                        locked.position().epoch(),
                        number,
                        index,
                        append.events().size(),
                        event.stream(),
                        locked.nextVersion(event.stream()),
                        event.type(),
                        event.typeVersion(),
                        time,
                        metadata.actor(),
                        origin,
                        metadata.requestId(),
                        metadata.cause(),
                        metadata.note(),
                        metadata.seen(),
                        event.payload(),
                        previous,
                        HashChain.start());
        return ChainVerifier.withHash(unsealed, HashChain.hashOf(unsealed));
    }

    private Uni<Void> insertEvents(CommitPosition at) {
        List<Tuple> rows = new ArrayList<>(at.events().size());
        for (StoredEvent e : at.events()) {
            rows.add(
                    Tuple.tuple()
                            .addString(e.owner().text())
                            .addString(e.epoch())
                            .addLong(e.number())
                            .addInteger(e.index())
                            .addInteger(e.count())
                            .addString(e.stream().text())
                            .addLong(e.streamVersion())
                            .addString(e.type())
                            .addInteger(e.typeVersion())
                            .addOffsetDateTime(e.time().atOffset(ZoneOffset.UTC))
                            .addString(e.actor())
                            .addString(e.origin())
                            .addString(e.requestId())
                            .addString(e.cause())
                            .addString(e.note())
                            .addString(e.seen().token())
                            .addValue(Buffer.buffer(e.payload()))
                            .addValue(Buffer.buffer(e.previousHash()))
                            .addValue(Buffer.buffer(e.hash())));
        }
        return sql.preparedQuery(
                        "INSERT INTO event ("
                                + EventRows.COLUMNS
                                + """
                                )
                                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                                        $16, $17, $18, $19)
                                """)
                .executeBatch(rows)
                .replaceWithVoid();
    }

    private Uni<Void> moveHead(CommitPosition at) {
        return sql.preparedQuery(
                        """
                        UPDATE account_log
                        SET number = $2, fact_number = $3, last_hash = $4, last_time = $5
                        WHERE owner = $1
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(at.position().owner().text())
                                .addLong(at.position().number())
                                .addLong(
                                        append.changesFacts()
                                                ? at.position().number()
                                                : at.previousFactNumber())
                                .addValue(Buffer.buffer(at.events().getLast().hash()))
                                .addOffsetDateTime(at.time().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
