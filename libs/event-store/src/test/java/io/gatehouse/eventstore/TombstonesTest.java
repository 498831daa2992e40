package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.await;
import static io.gatehouse.eventstore.TestStore.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The clock is handed in: no test waits for thirty days, and each would fail without them. */
class TombstonesTest {

    private static final PolicyOwner ADA = new AccountId("000000000001");
    private static final Duration DELAY = Duration.ofDays(30);
    private static final String KEY = "thing/1";

    private TestStore store;
    private Tombstones tombstones;

    @BeforeEach
    void open() {
        store = new TestStore();
        tombstones =
                new Tombstones(
                        store.pool,
                        LogName.IDENTITY,
                        (topic, partition, key) ->
                                new OutboxRecord(
                                        topic, partition, key, null, Map.of("by", "tombstones")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_deleted_key_is_forgotten_when_its_time_has_come_and_not_before() {
        Instant deleted = run(last("gone"));

        assertThat(release(deleted.plus(DELAY).minusMillis(1))).isZero();
        assertThat(tombstonesInOutbox()).isZero();
        assertThat(release(deleted.plus(DELAY))).isEqualTo(1);
        assertThat(tombstonesInOutbox()).isEqualTo(1);
        assertThat(release(deleted.plus(DELAY).plus(DELAY))).isZero();
        assertThat(tombstonesInOutbox()).isEqualTo(1);
    }

    @Test
    void a_key_that_returns_keeps_its_record() {
        Instant deleted = run(last("gone"));
        Instant _ = run(record("back"));

        assertThat(release(deleted.plus(DELAY))).isZero();
        assertThat(tombstonesInOutbox()).isZero();
    }

    @Test
    void a_key_that_goes_again_waits_anew() {
        Instant _ = run(last("gone"));
        Instant _ = run(record("back"));
        Instant second = run(last("gone again"));

        assertThat(release(second.plus(DELAY).minusMillis(1))).isZero();
        assertThat(release(second.plus(DELAY))).isEqualTo(1);
    }

    @Test
    void a_key_that_returns_too_late_comes_after_its_tombstone() {
        Instant deleted = run(last("gone"));
        assertThat(release(deleted.plus(DELAY))).isEqualTo(1);
        Instant _ = run(record("back"));

        assertThat(store.count("SELECT count(*) FROM outbox WHERE key = 'thing/1'")).isEqualTo(3);
        assertThat(
                        store.count(
                                """
                                SELECT count(*) FROM outbox back, outbox tomb
                                WHERE tomb.value IS NULL AND convert_from(back.value, 'UTF8') = 'back'
                                    AND back.id > tomb.id
                                """))
                .isEqualTo(1);
    }

    @Test
    void a_command_that_is_refused_in_the_end_forgets_nothing() {
        Refusal taken = new Refusal(ErrorCode.ENTITY_ALREADY_EXISTS, "taken");
        UniquenessChange claim = new UniquenessChange.Claim("k", "", "v", "h", taken);
        await(store.runner.run(ADA, META, command(record("first"), claim)));
        CommandResult<String> refused =
                await(store.runner.run(ADA, META, command(last("gone"), claim)));

        assertThat(refused).isInstanceOf(CommandResult.Refused.class);
        assertThat(release(Instant.now().plus(DELAY).plus(DELAY))).isZero();
    }

    @Test
    void two_that_release_at_once_send_one() {
        Instant due = run(last("gone")).plus(DELAY);

        List<Integer> counts =
                await(
                        Uni.join()
                                .all(tombstones.release(due), tombstones.release(due))
                                .andFailFast());

        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
        assertThat(tombstonesInOutbox()).isEqualTo(1);
    }

    private int release(Instant now) {
        return await(tombstones.release(now));
    }

    private long tombstonesInOutbox() {
        return store.count(
                "SELECT count(*) FROM outbox WHERE key = 'thing/1' AND value IS NULL"
                        + " AND headers LIKE '%tombstones%'");
    }

    /** When it was committed. */
    private Instant run(OutboxRecord record) {
        return switch (await(store.runner.run(ADA, META, command(record, null)))) {
            case CommandResult.Committed<String> committed -> committed.time();
            case CommandResult.Unchanged<String> _, CommandResult.Refused<String> _ ->
                    throw new AssertionError("not committed");
        };
    }

    private static Function<LockedLog, Uni<Outcome<String>>> command(
            OutboxRecord record, @Nullable UniquenessChange change) {
        return log ->
                log.stream(new StreamName("thing/1"))
                        .map(_ ->
                                new Outcome.Append<>(
                                        "done",
                                        List.of(event("thing/1", "{}")),
                                        change == null ? List.of() : List.of(change),
                                        List.of(),
                                        Map.of(),
                                        true,
                                        _ -> List.of(record)));
    }

    private static OutboxRecord last(String value) {
        return record(value).forgottenAfter(DELAY);
    }

    private static OutboxRecord record(String value) {
        return new OutboxRecord("facts", 1, KEY, value.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
