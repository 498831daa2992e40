package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.append;
import static io.gatehouse.eventstore.TestStore.await;
import static io.gatehouse.eventstore.TestStore.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.eventstore.CommandResult.Committed;
import io.gatehouse.eventstore.CommandResult.Refused;
import io.gatehouse.eventstore.CommandResult.Unchanged;
import io.gatehouse.eventstore.UniquenessChange.Claim;
import io.gatehouse.eventstore.UniquenessChange.Release;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

class CommandRunnerTest {

    private static final Refusal TAKEN = new Refusal(ErrorCode.ENTITY_ALREADY_EXISTS, "taken");
    private static final AtomicInteger ACCOUNTS = new AtomicInteger(100);

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

    @BeforeEach
    void newAccount() {
        owner = new AccountId("%012d".formatted(ACCOUNTS.incrementAndGet()));
    }

    @Test
    void events_of_a_command_share_its_number_and_are_read_back_as_written() {
        Committed<String> result = committed(run(log -> twoEvents(log)));
        assertThat(result.position())
                .isEqualTo(new LogPosition(owner, LogName.IDENTITY, "epoch-1", 1));

        List<StoredEvent> events = new ArrayList<>();
        run(log ->
                log.stream(new StreamName("user/A"))
                        .invoke(stream -> events.addAll(stream.events()))
                        .replaceWith(new Outcome.NothingToDo<>("read")));
        assertThat(events).extracting(StoredEvent::number).containsExactly(1L, 1L);
        assertThat(events).extracting(StoredEvent::index).containsExactly(0, 1);
        assertThat(events).extracting(StoredEvent::count).containsExactly(2, 2);
        assertThat(events).extracting(StoredEvent::streamVersion).containsExactly(1L, 2L);
        StoredEvent first = events.getFirst();
        assertThat(first.epoch()).isEqualTo("epoch-1");
        assertThat(first.type()).isEqualTo("happened");
        assertThat(first.typeVersion()).isEqualTo(1);
        assertThat(first.actor()).isEqualTo(META.actor());
        assertThat(first.requestId()).isEqualTo("request-1");
        assertThat(first.time()).isEqualTo(result.time());
        assertThat(new String(first.payload(), StandardCharsets.UTF_8)).isEqualTo("one");
        assertThat(events.get(1).previousHash()).isEqualTo(first.hash());
    }

    @Test
    void who_and_where_from_stands_sealed_in_the_log_and_opens_with_the_actors_key() {
        run(append("user/A", "x"));
        assertThat(
                        store.count(
                                "SELECT count(*) FROM event WHERE event::text LIKE '%192.0.2.1%'"
                                        + " OR event::text LIKE '%user/ada%'"))
                .isZero();
        StoredEvent event = await(EventRows.after(store.pool, owner, 0, 1)).getFirst();
        PersonalValues values =
                await(store.keys.reading(store.pool, owner, List.of(META.actor())))
                        .get(META.actor());
        assertThat(values.open(event.origin()).map(Origin::parse)).contains(META.origin());
    }

    @Test
    void a_refusal_writes_nothing_and_takes_no_number() {
        assertThat(run(_ -> Uni.createFrom().item(new Outcome.Refused<>(TAKEN))))
                .isEqualTo(new Refused<>(TAKEN));
        assertThat(await(Heads.of(store.pool, LogName.IDENTITY, List.of(owner))))
                .isEqualTo(Revision.NONE);
    }

    @Test
    void what_is_so_already_takes_no_number_and_names_the_head() {
        run(append("user/A", "x"));
        assertThat(run(_ -> Uni.createFrom().item(new Outcome.NothingToDo<>("same"))))
                .isEqualTo(
                        new Unchanged<>(
                                "same", new LogPosition(owner, LogName.IDENTITY, "epoch-1", 1)));
    }

    @Test
    void a_value_taken_already_refuses_the_command_and_writes_nothing_of_it() {
        assertThat(run(claiming("ada"))).isInstanceOf(Committed.class);
        assertThat(run(claiming("ada"))).isEqualTo(new Refused<>(TAKEN));
        assertThat(run(claiming("bob"))).isInstanceOf(Committed.class);
        assertThat(head().number()).isEqualTo(2);
    }

    @Test
    void a_released_value_can_be_taken_again_also_within_the_same_command() {
        run(claiming("ada"));
        Release release = new Release("name", owner.text(), "ada");
        Claim claim = new Claim("name", owner.text(), "ada", "B", TAKEN);
        assertThat(run(changing(List.of(release, claim)))).isInstanceOf(Committed.class);
    }

    @Test
    void a_named_unique_constraint_of_a_view_is_its_refusal_and_any_other_is_a_failure() {
        store.asOwner(
                "CREATE TABLE IF NOT EXISTS view (name text CONSTRAINT view_name UNIQUE);"
                        + "GRANT INSERT ON view TO "
                        + store.database.app().role());
        run(viewing(Map.of("view_name", TAKEN)));
        assertThat(run(viewing(Map.of("view_name", TAKEN)))).isEqualTo(new Refused<>(TAKEN));
        assertThatThrownBy(() -> run(viewing(Map.of()))).isInstanceOf(PgException.class);
        assertThat(head().number()).isEqualTo(1);
    }

    @Test
    void a_failure_in_the_middle_leaves_nothing_behind() {
        assertThatThrownBy(() ->
                        run(log ->
                                log.stream(new StreamName("user/A"))
                                        .map(_ ->
                                                new Outcome.Append<>(
                                                        "x",
                                                        List.of(event("user/A", "x")),
                                                        true,
                                                        _ -> {
                                                            throw new IllegalStateException(
                                                                    "broken");
                                                        }))))
                .hasMessageContaining("broken");
        assertThat(store.count("SELECT count(*) FROM event WHERE owner = '%s'".formatted(owner)))
                .isZero();
        assertThat(run(append("user/A", "x"))).isInstanceOf(Committed.class);
        assertThat(head().number()).isEqualTo(1);
    }

    @Test
    void a_serialization_failure_runs_the_work_again() {
        AtomicInteger calls = new AtomicInteger();
        assertThat(
                        run(log ->
                                calls.incrementAndGet() < 3
                                        ? log.sql()
                                                .query(
                                                        "DO $$ BEGIN RAISE EXCEPTION USING"
                                                                + " ERRCODE = '40001'; END $$")
                                                .execute()
                                                .replaceWith(new Outcome.NothingToDo<>("never"))
                                        : append("user/A", "x").apply(log)))
                .isInstanceOf(Committed.class);
        assertThat(calls).hasValue(3);
        assertThat(head().number()).isEqualTo(1);
    }

    @Test
    void a_stream_that_was_not_read_under_the_lock_cannot_be_written() {
        assertThatThrownBy(() ->
                        run(_ ->
                                Uni.createFrom()
                                        .item(
                                                new Outcome.Append<>(
                                                        "x",
                                                        List.of(event("user/A", "x")),
                                                        true,
                                                        TestStore::fact))))
                .hasMessageContaining("must be read under the lock");
    }

    @Test
    void the_previous_fact_number_skips_commands_that_changed_no_facts() {
        List<Long> previous = new ArrayList<>();
        run(remembering(previous, true));
        run(remembering(previous, false));
        run(remembering(previous, true));
        run(remembering(previous, true));
        assertThat(previous).containsExactly(0L, 1L, 1L, 3L);
    }

    @Test
    void what_the_writer_had_seen_of_other_logs_reaches_event_and_records() {
        LogPosition other = new LogPosition(owner, LogName.POLICY, "p", 7);
        CommandMetadata meta =
                new CommandMetadata(
                        META.actor(), META.origin(), "r", "", "late", Revision.of(other));
        List<Revision> seen = new ArrayList<>();
        await(
                store.runner.run(
                        owner,
                        meta,
                        log ->
                                log.stream(new StreamName("s"))
                                        .map(_ ->
                                                new Outcome.Append<>(
                                                        "x",
                                                        List.of(event("s", "x")),
                                                        true,
                                                        at -> {
                                                            seen.add(at.seen());
                                                            return List.of();
                                                        }))));
        assertThat(seen).containsExactly(Revision.of(other));
        StoredEvent event = await(EventRows.after(store.pool, owner, 0, 1)).getFirst();
        assertThat(event.seen()).isEqualTo(Revision.of(other));
        assertThat(event.note()).isEqualTo("late");
    }

    @Test
    void commands_that_wait_for_each_other_leave_connections_to_other_owners() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        List<CompletableFuture<CommandResult<String>>> many = new ArrayList<>();
        // Twice as many as there are connections.
        for (int i = 0; i < 40; i++) {
            int number = i;
            many.add(
                    store.runner
                            .run(
                                    owner,
                                    META,
                                    log ->
                                            Uni.createFrom()
                                                    .completionStage(end)
                                                    .chain(_ ->
                                                            append("user/" + number, "x")
                                                                    .apply(log)))
                            .subscribeAsCompletionStage());
        }
        newAccount();
        assertThat(await(store.runner.run(owner, META, append("user/other", "x"))))
                .isInstanceOf(Committed.class);
        assertThat(many).noneMatch(CompletableFuture::isDone);
        end.complete(null);
        many.forEach(one -> assertThat(one.join()).isInstanceOf(Committed.class));
    }

    @Test
    void the_services_role_can_neither_change_nor_remove_events() {
        run(append("user/A", "x"));
        for (String sql :
                List.of(
                        "UPDATE event SET type = 'forged'",
                        "DELETE FROM event",
                        "TRUNCATE event",
                        "UPDATE audit SET type = 'forged'",
                        "DELETE FROM audit",
                        "DELETE FROM account_log",
                        "UPDATE log_epoch SET epoch = 'x'",
                        "DELETE FROM subject_key",
                        "DROP TABLE event")) {
            assertThatThrownBy(() -> await(store.pool.query(sql).execute()))
                    .as(sql)
                    .isInstanceOf(PgException.class)
                    .satisfies(e -> assertThat(((PgException) e).getSqlState()).isEqualTo("42501"));
        }
    }

    private Uni<Outcome<String>> twoEvents(LockedLog log) {
        return log.stream(new StreamName("user/A"))
                .map(_ ->
                        new Outcome.Append<>(
                                "two",
                                List.of(event("user/A", "one"), event("user/A", "two")),
                                true,
                                TestStore::fact));
    }

    private Function<LockedLog, Uni<Outcome<String>>> claiming(String name) {
        return changing(List.of(new Claim("name", owner.text(), name, "A", TAKEN)));
    }

    private Function<LockedLog, Uni<Outcome<String>>> changing(List<UniquenessChange> changes) {
        return log ->
                log.stream(new StreamName("s"))
                        .map(_ ->
                                new Outcome.Append<>(
                                        "x",
                                        List.of(event("s", "x")),
                                        changes,
                                        List.of(),
                                        Map.of(),
                                        true,
                                        TestStore::fact));
    }

    private Function<LockedLog, Uni<Outcome<String>>> viewing(Map<String, Refusal> violations) {
        ViewWrite view =
                sql ->
                        sql.query("INSERT INTO view (name) VALUES ('ada')")
                                .execute()
                                .replaceWithVoid();
        return log ->
                log.stream(new StreamName("s"))
                        .map(_ ->
                                new Outcome.Append<>(
                                        "x",
                                        List.of(event("s", "x")),
                                        List.of(),
                                        List.of(view),
                                        violations,
                                        true,
                                        TestStore::fact));
    }

    private Function<LockedLog, Uni<Outcome<String>>> remembering(
            List<Long> previous, boolean changesFacts) {
        return log ->
                log.stream(new StreamName("s"))
                        .map(_ ->
                                new Outcome.Append<>(
                                        "x",
                                        List.of(event("s", "x")),
                                        changesFacts,
                                        at -> {
                                            previous.add(at.previousFactNumber());
                                            return List.of();
                                        }));
    }

    private <T> CommandResult<T> run(Function<LockedLog, Uni<Outcome<T>>> work) {
        return await(store.runner.run(owner, META, work));
    }

    private LogPosition head() {
        return await(Heads.of(store.pool, LogName.IDENTITY, List.of(owner))).positions().getFirst();
    }

    private static <T> Committed<T> committed(CommandResult<T> result) {
        return switch (result) {
            case Committed<T> c -> c;
            case Refused<T> r -> throw new AssertionError(r);
            case Unchanged<T> u -> throw new AssertionError(u);
        };
    }
}
