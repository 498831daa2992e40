package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.append;
import static io.gatehouse.eventstore.TestStore.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.eventstore.AuditTrail.Entry;
import io.gatehouse.eventstore.AuditTrail.Kept;
import io.gatehouse.eventstore.AuditTrail.Told;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class AuditTrailTest {

    private static final PolicyOwner ADA = new AccountId("000000000001");
    private static TestStore store;

    @BeforeAll
    static void open() {
        store = new TestStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void an_attempt_takes_no_number_and_needs_no_head_lock() throws Exception {
        CommandResult<String> _ = await(store.runner.run(ADA, META, append("s", "x")));
        AuditTrail trail = new AuditTrail(store.pool, store.keys, 10, System::nanoTime);
        try (var connection = store.database.connect(store.database.app());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM account_log FOR UPDATE");
            await(trail.record(entry(META.actor()), _ -> TestStore.records(ADA, 0)));
        }
        assertThat(store.count("SELECT count(*) FROM audit WHERE request_id = 'refused'"))
                .isEqualTo(1);
        assertThat(store.count("SELECT count(*) FROM audit WHERE audit::text LIKE '%192.0.2.1%'"))
                .isZero();
        assertThat(store.count("SELECT number FROM account_log")).isEqualTo(1);
        MemoryBroker broker = new MemoryBroker();
        try (Relay relay = store.relay(broker.connect())) {
            relay.start();
            Eventually.eventually(() -> store.count("SELECT count(*) FROM audit_outbox") == 0);
        }
        assertThat(broker.numbersOf(ADA.text())).contains(0L);
    }

    @Test
    void callers_without_credentials_cannot_fill_the_table() {
        AtomicLong clock = new AtomicLong();
        AuditTrail trail = new AuditTrail(store.pool, store.keys, 5, clock::get);
        for (int i = 0; i < 100; i++) {
            await(trail.record(entry(AuditTrail.UNAUTHENTICATED), _ -> List.of()));
        }
        long kept = 100 - trail.dropped();
        assertThat(kept).isBetween(5L, 6L);
        clock.addAndGet(1_000_000_000L);
        for (int i = 0; i < 100; i++) {
            await(trail.record(entry(AuditTrail.UNAUTHENTICATED), _ -> List.of()));
        }
        assertThat(200 - trail.dropped()).isBetween(kept + 5, kept + 6);
        // Who is known is never dropped.
        await(trail.record(entry(META.actor()), _ -> List.of()));
        assertThat(store.count("SELECT count(*) FROM audit WHERE actor = 'unauthenticated'"))
                .isEqualTo(200 - trail.dropped());
    }

    @Test
    void many_attempts_are_kept_and_told_at_once() {
        AuditTrail trail = new AuditTrail(store.pool, store.keys, 10, System::nanoTime);
        Instant now = Instant.parse("2026-11-25T17:00:00Z");
        OutboxRecord record = TestStore.records(ADA, 0).getFirst();
        long waiting = store.count("SELECT count(*) FROM audit_outbox");

        await(
                trail.record(
                        List.of(kept("AIDAONE", now), kept("AIDATWO", now), kept("AIDAONE", now)),
                        List.of(new Told(ADA, now, record), new Told(ADA, now, record))));

        assertThat(store.count("SELECT count(*) FROM audit WHERE request_id = 'many'"))
                .isEqualTo(3);
        assertThat(
                        store.count(
                                "SELECT count(*) FROM audit WHERE request_id = 'many'"
                                        + " AND (audit::text LIKE '%192.0.2.1%'"
                                        + " OR position('bucket'::bytea IN payload) > 0)"))
                .as("addresses and personal values are sealed")
                .isZero();
        assertThat(store.count("SELECT count(*) FROM audit_outbox")).isEqualTo(waiting + 2);
    }

    private static Kept kept(String actor, Instant time) {
        return new Kept(
                ADA,
                time,
                "session.given",
                actor,
                META.origin(),
                "many",
                personal -> personal.seal("bucket").getBytes(StandardCharsets.UTF_8));
    }

    private static Entry entry(String actor) {
        return new Entry(ADA, "attempt", actor, META.origin(), "refused", new byte[] {1});
    }
}
