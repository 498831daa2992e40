package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.append;
import static io.gatehouse.eventstore.TestStore.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

class OutboxTest {

    private static final PolicyOwner ADA = new AccountId("000000000001");

    private static TestStore store;

    @BeforeAll
    static void open() {
        store = new TestStore();
        await(store.runner.run(ADA, META, append("user/A", "x")));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1_000, 1_001, 2_500})
    void rows_stand_in_their_order_and_say_how_many_follow(int count) {
        List<OutboxRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = ("value " + i).getBytes(StandardCharsets.UTF_8);
            records.add(new OutboxRecord("facts", 1, "key/" + i, value, Map.of("h", "" + i)));
        }
        List<OutboxTable.Waiting> waiting = published(records);
        assertThat(waiting).hasSize(count);
        for (int i = 0; i < count; i++) {
            OutboxTable.Waiting row = waiting.get(i);
            assertThat(row.record().key()).isEqualTo("key/" + i);
            assertThat(row.record().value()).asString().isEqualTo("value " + i);
            assertThat(row.record().headers()).containsExactly(Map.entry("h", "" + i));
            assertThat(row.remaining()).isEqualTo(count - 1 - i);
        }
    }

    @Test
    void a_record_may_have_no_value() {
        OutboxRecord gone = new OutboxRecord("facts", 1, "gone", null, Map.of());
        assertThat(published(List.of(gone)).getFirst().record().value()).isNull();
    }

    private static List<OutboxTable.Waiting> published(List<OutboxRecord> records) {
        store.asOwner("DELETE FROM outbox");
        new Republication(store.pool, LogName.IDENTITY, (_, _) -> Uni.createFrom().item(records))
                .republish(ADA, "again")
                .await()
                .indefinitely();
        return await(OutboxTable.first(store.pool, new Integer[] {1}, _ -> Set.of(), 9_999)).rows();
    }
}
