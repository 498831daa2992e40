package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.await;

import io.gatehouse.infra.TestInfra;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PostgresEventStoreTest extends EventStoreContract {

    @Override
    StoreUnderTest open() {
        return new Postgres(new TestStore());
    }

    private record Postgres(TestStore store) implements StoreUnderTest {

        @Override
        public LogPosition append(PolicyOwner owner, String stream, String payload) {
            CommandResult<String> result =
                    await(
                            store.runner.run(
                                    owner, TestStore.META, TestStore.append(stream, payload)));
            return switch (result) {
                case CommandResult.Committed<String> committed -> committed.position();
                case CommandResult.Unchanged<String> u -> throw new AssertionError(u);
                case CommandResult.Refused<String> r -> throw new AssertionError(r);
            };
        }

        @Override
        public List<StoredEvent> log(PolicyOwner owner) {
            return await(EventRows.after(store.pool, owner, 0, 1_000_000));
        }

        @Override
        public ChainVerifier.Verdict verify(PolicyOwner owner) {
            return await(new ChainVerifier(store.pool).verify(owner));
        }

        @Override
        public long waiting() {
            return store.count("SELECT count(*) FROM outbox");
        }

        @Override
        public Relay relay(Publisher publisher) {
            return store.relay(publisher);
        }

        /** A trigger at commit time waits for a lock that we hold. */
        @Override
        public Held holdCommits(PolicyOwner owner) {
            store.asOwner(
                    """
                    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                    $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON outbox
                    DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW WHEN (NEW.owner = '%s') EXECUTE FUNCTION hold()
                    """
                            .formatted(owner.text()));
            try {
                Connection holder = store.database.connect(store.database.owner());
                try (Statement statement = holder.createStatement()) {
                    statement.execute("SELECT pg_advisory_lock(4711)");
                }
                return () -> {
                    try {
                        holder.close();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                };
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public StoreUnderTest restoredBackup() {
            store.close();
            TestStore restored = new TestStore(TestInfra.restoredBackup(store.database));
            await(restored.epochs.atStart("epoch-2"));
            return new Postgres(restored);
        }

        @Override
        public List<PolicyOwner> pendingRepublication() {
            return await(republication("").pending());
        }

        @Override
        public int republish(PolicyOwner owner, String id) {
            return await(republication(id).republish(owner, id));
        }

        private Republication republication(String id) {
            return new Republication(
                    store.pool, LogName.IDENTITY, (sql, at) -> everything(sql, at, id));
        }

        private static Uni<List<OutboxRecord>> everything(
                SqlClient sql, CommitPosition at, String id) {
            PolicyOwner owner = at.position().owner();
            return EventRows.after(sql, owner, 0, 1_000_000)
                    .map(events -> {
                        long streams = events.stream().map(StoredEvent::stream).distinct().count();
                        List<OutboxRecord> records = new ArrayList<>();
                        for (int i = 0; i <= streams; i++) {
                            records.add(
                                    TestStore.record(
                                            owner,
                                            at.position().number(),
                                            Map.of("republication", id)));
                        }
                        return records;
                    });
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
