package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.append;
import static io.gatehouse.eventstore.TestStore.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.eventstore.CommandResult.Committed;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class LogEpochsTest {

    private static final PolicyOwner ADA = new AccountId("000000000001");

    private TestStore store;

    @BeforeEach
    void open() {
        store = new TestStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_start_on_the_same_database_keeps_the_epoch() {
        assertThat(await(store.epochs.atStart("another")).text()).isEqualTo("epoch-1");
    }

    @Test
    void another_cluster_or_timeline_begins_a_new_epoch() {
        store.asOwner("UPDATE log_epoch SET system_identifier = '1'");
        assertThat(await(store.epochs.atStart("epoch-2")).text()).isEqualTo("epoch-2");
        store.asOwner("UPDATE log_epoch SET timeline = timeline + 1 WHERE epoch = 'epoch-2'");
        assertThat(await(store.epochs.atStart("epoch-3")).text()).isEqualTo("epoch-3");
        assertThat(await(store.epochs.atStart("epoch-4")).text()).isEqualTo("epoch-3");
    }

    @Test
    void after_a_new_epoch_numbers_go_on_and_name_the_epochs_that_came_before() {
        run();
        await(store.epochs.begin("epoch-2", "asked for"));
        List<CommitPosition> positions = new ArrayList<>();
        CommandResult<String> result =
                await(
                        store.runner.run(
                                ADA,
                                META,
                                log ->
                                        log.stream(new StreamName("s"))
                                                .map(_ -> remembering(positions))));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Committed.class,
                        committed -> {
                            assertThat(committed.position().number()).isEqualTo(2);
                            assertThat(committed.position().epoch()).isEqualTo("epoch-2");
                        });
        assertThat(positions.getFirst().pastEpochs()).containsExactly("epoch-1");
        assertThat(await(new ChainVerifier(store.pool).verify(ADA)))
                .isInstanceOf(ChainVerifier.Verdict.Intact.class);
    }

    @Test
    void a_base_of_an_older_epoch_is_not_handed_on() {
        run();
        Republication republication =
                new Republication(
                        store.pool,
                        LogName.IDENTITY,
                        (_, at) -> Uni.createFrom().item(TestStore.fact(at)));
        await(republication.republish(ADA, "r1"));
        await(store.epochs.begin("epoch-2", "asked for"));
        assertThat(await(republication.pending())).containsExactly(ADA);
        List<CommitPosition> positions = new ArrayList<>();
        await(
                store.runner.run(
                        ADA,
                        META,
                        log -> log.stream(new StreamName("s")).map(_ -> remembering(positions))));
        assertThat(positions.getFirst().base()).isEmpty();
        assertThat(await(republication.owners())).containsExactly(ADA);
    }

    @Test
    void a_new_epoch_waits_for_writers_and_writers_for_it() throws Exception {
        run();
        try (var connection = store.database.connect(store.database.app());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM account_log FOR UPDATE");
            var begun = store.epochs.begin("epoch-2", "asked for").subscribeAsCompletionStage();
            Eventually.eventually(
                    () -> store.count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            assertThat(begun.isDone()).isFalse();
            connection.commit();
            assertThat(begun.get().text()).isEqualTo("epoch-2");
        }
    }

    @Test
    void a_database_that_would_lose_acknowledged_commits_is_refused() {
        await(Durability.require(store.pool));
        Pool careless =
                Pool.pool(
                        TestStore.VERTX,
                        store.connectOptions().addProperty("synchronous_commit", "off"),
                        new PoolOptions().setMaxSize(1));
        assertThatThrownBy(() -> await(Durability.require(careless)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchronous_commit");
        await(careless.close());
    }

    private static Outcome<String> remembering(List<CommitPosition> positions) {
        return new Outcome.Append<>(
                "x",
                List.of(TestStore.event("s", "x")),
                true,
                at -> {
                    positions.add(at);
                    return List.of();
                });
    }

    private void run() {
        CommandResult<String> _ = await(store.runner.run(ADA, META, append("s", "x")));
    }
}
