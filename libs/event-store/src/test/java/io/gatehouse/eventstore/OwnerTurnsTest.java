package io.gatehouse.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

class OwnerTurnsTest {

    private static final PolicyOwner ADA = new AccountId("000000000001");
    private static final PolicyOwner BOB = new AccountId("000000000002");

    private final OwnerTurns turns = new OwnerTurns(Duration.ofMinutes(1));
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

    /** A command that ends when it is told to. */
    private final class Work {
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final UniAssertSubscriber<String> subscriber;

        Work(OwnerTurns of, PolicyOwner owner, String name) {
            subscriber =
                    of.take(
                                    owner,
                                    () -> {
                                        begun.add(name);
                                        return Uni.createFrom().completionStage(end);
                                    })
                            .subscribe()
                            .withSubscriber(UniAssertSubscriber.create());
        }
    }

    private Work work(PolicyOwner owner, String name) {
        return new Work(turns, owner, name);
    }

    @Test
    void two_of_an_owner_work_and_the_others_follow_in_the_order_in_which_they_came() {
        Work a = work(ADA, "a");
        Work b = work(ADA, "b");
        Work c = work(ADA, "c");
        Work d = work(ADA, "d");
        assertThat(begun).containsExactly("a", "b");
        b.end.complete("done");
        assertThat(begun).containsExactly("a", "b", "c");
        a.end.complete("done");
        assertThat(begun).containsExactly("a", "b", "c", "d");
        c.end.complete("c's");
        d.end.complete("d's");
        c.subscriber.assertItem("c's");
        d.subscriber.assertItem("d's");
        Work e = work(ADA, "e");
        assertThat(begun).last().isEqualTo("e");
        e.end.complete("done");
    }

    @Test
    void an_owner_waits_for_no_other() {
        for (int i = 0; i < 5; i++) {
            work(ADA, "ada");
        }
        work(BOB, "bob");
        assertThat(begun).containsExactly("ada", "ada", "bob");
    }

    @Test
    void a_failure_ends_a_turn() {
        Work a = work(ADA, "a");
        work(ADA, "b");
        work(ADA, "c");
        a.end.completeExceptionally(new IllegalStateException("no"));
        a.subscriber.assertFailedWith(IllegalStateException.class);
        assertThat(begun).containsExactly("a", "b", "c");
    }

    @Test
    void work_that_cannot_even_begin_ends_its_turn() {
        for (int i = 0; i < 5; i++) {
            turns.take(
                            ADA,
                            () -> {
                                throw new IllegalStateException("no");
                            })
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .assertFailedWith(IllegalStateException.class);
        }
        work(ADA, "a");
        assertThat(begun).containsExactly("a");
    }

    @Test
    void who_does_not_wait_any_more_is_passed_over_and_takes_no_turn() {
        Work a = work(ADA, "a");
        Work b = work(ADA, "b");
        Work gone = work(ADA, "gone");
        work(ADA, "c");
        work(ADA, "d");
        gone.subscriber.cancel();
        a.end.complete("done");
        assertThat(begun).containsExactly("a", "b", "c");
        b.subscriber.cancel();
        assertThat(begun).containsExactly("a", "b", "c", "d");
    }

    @Test
    void who_has_waited_for_too_long_fails_and_takes_no_turn() {
        OwnerTurns impatient = new OwnerTurns(Duration.ofMillis(1));
        Work a = new Work(impatient, ADA, "a");
        Work b = new Work(impatient, ADA, "b");
        Work late = new Work(impatient, ADA, "late");
        late.subscriber.awaitFailure().assertFailedWith(TimeoutException.class);
        a.end.complete("done");
        b.end.complete("done");
        new Work(impatient, ADA, "c");
        new Work(impatient, ADA, "d");
        assertThat(begun).containsExactly("a", "b", "c", "d");
    }
}
