package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.append;
import static io.gatehouse.eventstore.TestStore.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.sqlclient.PoolOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** When PostgreSQL ends a transaction that holds a head. */
class TransactionLimitTest {

    private static final PolicyOwner ADA = new AccountId("000000000001");

    private static TestStore store;

    private final List<String> limits = new ArrayList<>();

    @BeforeAll
    static void open() {
        store = new TestStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private Uni<String> limit(SqlClient sql) {
        return shown(sql, "transaction_timeout").invoke(limits::add);
    }

    private static Uni<String> shown(SqlClient sql, String setting) {
        return sql.query("SHOW " + setting)
                .execute()
                .map(rows -> rows.iterator().next().getString(0));
    }

    @Test
    void a_command_has_ten_seconds_also_the_first_of_its_owner_and_then_its_connection_has_none() {
        Pool one =
                Pool.pool(TestStore.VERTX, store.connectOptions(), new PoolOptions().setMaxSize(1));
        try {
            CommandRunner runner = new CommandRunner(one, LogName.IDENTITY, store.keys);
            for (int i = 0; i < 2; i++) {
                CommandResult<String> _ =
                        await(
                                runner.run(
                                        ADA,
                                        META,
                                        log ->
                                                limit(log.sql())
                                                        .chain(_ ->
                                                                append("user/A", "x").apply(log))));
            }
            assertThat(limits).containsExactly("10s", "10s");
            assertThat(await(limit(one))).isEqualTo("0");
            assertThat(await(shown(one, "plan_cache_mode"))).isEqualTo("auto");
        } finally {
            await(one.close());
        }
    }

    @Test
    void a_publication_of_everything_has_minutes() {
        await(store.runner.run(ADA, META, append("user/B", "x")));
        Republication republication =
                new Republication(
                        store.pool,
                        LogName.IDENTITY,
                        (sql, at) -> limit(sql).map(_ -> TestStore.fact(at)));
        await(republication.republish(ADA, "again"));
        assertThat(limits).containsExactly("5min");
    }
}
