package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Who is given which question's answer; each question ends when the test says so. */
class SharedHeadsTest {

    private static final Set<String> ADA = Set.of("000000000001");
    private static final Set<String> BOB = Set.of("000000000002");

    private final List<Set<String>> asked = new ArrayList<>();
    private final List<CompletableFuture<Revision>> answers = new ArrayList<>();
    private final SharedHeads heads = new SharedHeads(this::ask);

    private Uni<Revision> ask(Set<String> owners) {
        asked.add(owners);
        CompletableFuture<Revision> answer = new CompletableFuture<>();
        answers.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    private UniAssertSubscriber<Revision> of(Set<String> owners) {
        return heads.of(owners).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static Revision at(long number) {
        return Revision.of(
                new LogPosition(new AccountId("000000000001"), LogName.POLICY, "epoch-1", number));
    }

    private void answer(int question, long number) {
        answers.get(question).complete(at(number));
    }

    @Test
    void nobody_is_given_heads_that_were_asked_for_before_he_came() {
        var first = of(ADA);
        var second = of(ADA);
        var third = of(ADA);
        assertThat(asked).hasSize(1);
        answer(0, 1);
        first.assertItem(at(1));
        second.assertNotTerminated();
        assertThat(asked).as("one for both").hasSize(2);
        var fourth = of(ADA);
        answer(1, 2);
        second.assertItem(at(2));
        third.assertItem(at(2));
        fourth.assertNotTerminated();
        answer(2, 3);
        fourth.assertItem(at(3));
    }

    @Test
    void alone_a_request_is_asked_for_at_once() {
        for (int i = 0; i < 3; i++) {
            var alone = of(ADA);
            assertThat(asked).hasSize(i + 1);
            answer(i, i);
            alone.assertItem(at(i));
        }
    }

    @Test
    void other_owners_are_asked_for_apart() {
        var ada = of(ADA);
        var bob = of(BOB);
        assertThat(asked).containsExactly(ADA, BOB);
        answer(1, 7);
        bob.assertItem(at(7));
        ada.assertNotTerminated();
    }

    @Test
    void a_question_that_fails_fails_for_those_who_shared_it_and_the_next_is_asked() {
        var first = of(ADA);
        var second = of(ADA);
        var third = of(ADA);
        answer(0, 1);
        answers.get(1).completeExceptionally(new IllegalStateException("away"));
        first.assertItem(at(1));
        second.assertFailedWith(IllegalStateException.class, "away");
        third.assertFailedWith(IllegalStateException.class, "away");
        var fourth = of(ADA);
        answer(2, 2);
        fourth.assertItem(at(2));
    }

    @Test
    void who_does_not_wait_any_more_ends_it_for_nobody_else() {
        var first = of(ADA);
        var second = of(ADA);
        var third = of(ADA);
        first.cancel();
        second.cancel();
        answer(0, 1);
        answer(1, 2);
        third.assertItem(at(2));
    }
}
