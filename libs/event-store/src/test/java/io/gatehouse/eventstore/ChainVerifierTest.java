package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.append;
import static io.gatehouse.eventstore.TestStore.await;
import static io.gatehouse.eventstore.TestStore.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.eventstore.ChainVerifier.Verdict;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class ChainVerifierTest {

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    private static TestStore store;
    private PolicyOwner owner;

    @BeforeAll
    static void open() {
        store = new TestStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    /** Commands 1 to 5; command 3 has two events. */
    @BeforeEach
    void writeLog() {
        owner = new AccountId("%012d".formatted(ACCOUNTS.incrementAndGet()));
        for (int i = 1; i <= 5; i++) {
            boolean two = i == 3;
            CommandResult<String> _ =
                    await(
                            two
                                    ? store.runner.run(
                                            owner,
                                            META,
                                            log ->
                                                    log.stream(new StreamName("a"))
                                                            .map(_ ->
                                                                    new Outcome.Append<>(
                                                                            "x",
                                                                            List.of(
                                                                                    event(
                                                                                            "a",
                                                                                            "3.0"),
                                                                                    event(
                                                                                            "a",
                                                                                            "3.1")),
                                                                            false,
                                                                            _ -> List.of())))
                                    : store.runner.run(
                                            owner, META, append(i % 2 == 0 ? "a" : "b", "" + i)));
        }
    }

    @Test
    void a_log_as_written_is_intact() {
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Verdict.Intact.class,
                        intact -> {
                            assertThat(intact.numbers()).isEqualTo(5);
                            assertThat(intact.events()).isEqualTo(6);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET payload = 'forged' WHERE owner = '%s' AND number = 3 AND index = 1",
                "UPDATE event SET actor = 'AIDAOTHER' WHERE owner = '%s' AND number = 3",
                "UPDATE event SET origin = '' WHERE owner = '%s' AND number = 3",
                "UPDATE event SET time = time + interval '1 microsecond' WHERE owner = '%s' AND number = 3",
                "UPDATE event SET type = 'other' WHERE owner = '%s' AND number = 3 AND index = 0",
                "UPDATE event SET epoch = 'other' WHERE owner = '%s' AND number = 3",
                "UPDATE event SET note = 'x' WHERE owner = '%s' AND number = 3",
                "UPDATE event SET request_id = 'x' WHERE owner = '%s' AND number = 3",
                "UPDATE event SET cause = 'x' WHERE owner = '%s' AND number = 3",
                "UPDATE event SET seen = 'r1.' || '' WHERE owner = '%s' AND number = 3; UPDATE event"
                        + " SET hash = payload WHERE owner = '%1$s' AND number = 3",
                "DELETE FROM event WHERE owner = '%s' AND number = 3",
                "DELETE FROM event WHERE owner = '%s' AND number = 3 AND index = 1",
                "UPDATE event SET index = 2 WHERE owner = '%s' AND number = 3 AND index = 0;"
            })
    void a_damage_in_the_middle_is_found_where_it_is(String damage) {
        String sql = damage.formatted(owner.text());
        if (sql.contains("index = 2")) {
            sql =
                    "UPDATE event SET index = index + 2, count = 4 WHERE owner = '%s' AND number = 3"
                            .formatted(owner.text());
        }
        store.asOwner(sql);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Verdict.Broken.class, broken -> assertThat(broken.number()).isEqualTo(3));
    }

    @Test
    void two_commands_that_changed_places_are_found() {
        store.asOwner(
                """
                UPDATE event SET number = 99 WHERE owner = '%1$s' AND number = 2;
                UPDATE event SET number = 2 WHERE owner = '%1$s' AND number = 4;
                UPDATE event SET number = 4 WHERE owner = '%1$s' AND number = 99
                """
                        .formatted(owner.text()));
        assertThat(verify()).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void an_end_cut_off_is_found_by_the_head() {
        store.asOwner(
                "DELETE FROM event WHERE owner = '%s' AND number = 5".formatted(owner.text()));
        assertThat(verify()).isInstanceOf(Verdict.Broken.class);
        // Also when the head's number was set back, but not its hash.
        store.asOwner(
                "UPDATE account_log SET number = 4, fact_number = 4 WHERE owner = '%s'"
                        .formatted(owner.text()));
        assertThat(verify()).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void an_event_added_beyond_the_head_is_found() {
        store.asOwner(
                """
                INSERT INTO event
                SELECT owner, 6, index, count, epoch, stream, 99, type, type_version, time, actor,
                       origin, request_id, cause, note, seen, payload, hash, hash
                FROM event
                WHERE owner = '%s' AND number = 5
                """
                        .formatted(owner.text()));
        assertThat(verify()).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void erasing_a_subject_leaves_the_chain_as_it_was() {
        byte[] before = ((Verdict.Intact) verify()).hash();
        await(store.keys.erase(store.pool, owner, META.actor()));
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Verdict.Intact.class,
                        intact -> assertThat(intact.hash()).isEqualTo(before));
        StoredEvent event = await(EventRows.after(store.pool, owner, 0, 1)).getFirst();
        PersonalValues values =
                await(store.keys.reading(store.pool, owner, List.of(META.actor())))
                        .get(META.actor());
        assertThat(values.open(event.origin())).as("who it was").isEmpty();
    }

    @Test
    void the_format_of_the_hash_never_changes() {
        StoredEvent event =
                new StoredEvent(
                        PolicyOwner.AWS,
                        "e",
                        7,
                        0,
                        1,
                        new StreamName("policy/A"),
                        2,
                        "policy.created",
                        1,
                        Instant.parse("2026-11-23T20:00:00.000001Z"),
                        "actor",
                        "origin",
                        "request",
                        "cause",
                        "note",
                        Revision.NONE,
                        new byte[] {1, 2, 3},
                        new byte[32],
                        new byte[32]);
        assertThat(HexFormat.of().formatHex(HashChain.hashOf(event)))
                .isEqualTo("49a0d621dfb7ca26448d76018272d75153a4af01e66f2dc92bf9b43839c8f8fc");
    }

    private Verdict verify() {
        return await(new ChainVerifier(store.pool).verify(owner));
    }
}
