package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.META;
import static io.gatehouse.eventstore.TestStore.append;
import static io.gatehouse.eventstore.TestStore.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.eventstore.FirstAnswers.Found;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

class FirstAnswersTest {

    private static final AtomicInteger ACCOUNTS = new AtomicInteger(900);
    private static TestStore store;

    private PolicyOwner owner;
    private InvocationKey key;
    private FirstAnswers answers;

    @BeforeAll
    static void open() {
        store = new TestStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void newInvocation() {
        owner = new AccountId("%012d".formatted(ACCOUNTS.incrementAndGet()));
        key = InvocationKey.of("caller", owner.text());
        answers = new FirstAnswers(store.pool);
    }

    private CommandResult<String> run(String requestId) {
        CommandMetadata metadata =
                new CommandMetadata(
                        META.actor(),
                        META.origin(),
                        requestId,
                        "",
                        "",
                        Revision.NONE,
                        Optional.of(key));
        return await(
                new CommandRunner(store.pool, LogName.IDENTITY, store.keys)
                        .run(owner, metadata, append("user/A", requestId)));
    }

    private long events() {
        return store.count("SELECT count(*) FROM event WHERE owner = '%s'".formatted(owner.text()));
    }

    private Found found() {
        return await(answers.find(key));
    }

    private static String text(Found found) {
        return new String(((Found.Answered) found).sealed(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void an_invocation_is_carried_out_once() {
        assertThat(found()).isInstanceOf(Found.Nothing.class);
        run("first");

        assertThatThrownBy(() -> run("second")).isInstanceOf(RepeatedInvocationException.class);
        assertThat(events()).isEqualTo(1);
        assertThat(found()).isInstanceOf(Found.Unanswered.class);
    }

    @Test
    void the_same_request_may_write_more_than_once() {
        run("first");
        run("first");

        assertThat(events()).isEqualTo(2);
    }

    @Test
    void the_first_answer_stays() {
        run("first");
        await(answers.add(key, "first", bytes("one")));
        await(answers.add(key, "first", bytes("two")));
        await(answers.add(key, "second", bytes("three")));

        assertThat(text(found())).isEqualTo("one");
    }

    @Test
    void an_answer_that_is_kept_in_the_transaction_stays_beside_the_claim_of_its_write() {
        await(
                store.pool.withTransaction(sql ->
                        FirstAnswers.claim(sql, Optional.of(key), "first")
                                .chain(() ->
                                        FirstAnswers.keep(sql, key, "first", bytes("secret")))));

        assertThat(text(found())).isEqualTo("secret");
        assertThatThrownBy(() -> run("second")).isInstanceOf(RepeatedInvocationException.class);
    }

    @Test
    void after_a_while_it_is_forgotten_and_may_be_carried_out_again() {
        run("first");
        store.asOwner("UPDATE first_answer SET expires = now() - interval '1 second'");
        assertThat(found()).isInstanceOf(Found.Nothing.class);

        run("second");
        assertThat(events()).isEqualTo(2);
        assertThat(found()).isInstanceOf(Found.Unanswered.class);
        store.asOwner("UPDATE first_answer SET expires = now() - interval '1 second'");
        await(answers.forgetExpired());
        assertThat(store.count("SELECT count(*) FROM first_answer")).isZero();
    }
}
