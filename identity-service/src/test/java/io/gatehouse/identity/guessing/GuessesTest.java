package io.gatehouse.identity.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.identity.IdentityEnvironment;
import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Refusal;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class GuessesTest {

    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

    @Inject Pool database;

    private final Told told = new Told();
    private Instant now = START;

    /** Remembers what subscribers would hear. */
    private static final class Told implements Attempts {
        private final List<Map<String, String>> noticed = new ArrayList<>();

        @Override
        public void refused(Origin origin, Refusal why) {
            throw new AssertionError("nothing is refused here");
        }

        @Override
        public void allowed(Origin origin) {
            throw new AssertionError("nothing is allowed here");
        }

        @Override
        public void noticed(
                Origin origin,
                String type,
                Map<String, String> data,
                Map<String, String> personal) {
            assertThat(type).isEqualTo("guessing.noticed");
            noticed.add(data);
        }
    }

    private final Clock clock =
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };

    private static Subject password(String name) {
        return Subject.password("111111111111", name);
    }

    private boolean tries(Guesses guesses, Subject... subjects) {
        boolean admitted = guesses.begin(List.of(subjects)).await().indefinitely();
        if (admitted) {
            guesses.wrong(
                            Origin.ofItself(new AccountId("111111111111"), "gatehouse:SignIn", "r"),
                            List.of(subjects))
                    .await()
                    .indefinitely();
        }
        return admitted;
    }

    @Test
    void five_wrong_passwords_go_at_once_and_each_next_waits_twice_as_long() {
        Guesses guesses = new Guesses(database, clock, told);
        Subject subject = password("slowed");
        for (int i = 0; i < 5; i++) {
            assertThat(tries(guesses, subject)).isTrue();
        }
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            now = now.plusSeconds(seconds).minusMillis(1);
            assertThat(tries(guesses, subject)).as("before %d s", seconds).isFalse();
            now = now.plusMillis(1);
            assertThat(tries(guesses, subject)).as("after %d s", seconds).isTrue();
        }
    }

    @Test
    void a_right_password_forgets_the_wrong_ones() {
        Guesses guesses = new Guesses(database, clock, told);
        Subject subject = password("forgiven");
        for (int i = 0; i < 4; i++) {
            assertThat(tries(guesses, subject)).isTrue();
        }
        assertThat(guesses.begin(List.of(subject)).await().indefinitely()).isTrue();
        guesses.right(List.of(subject)).await().indefinitely();
        for (int i = 0; i < 5; i++) {
            assertThat(tries(guesses, subject)).isTrue();
        }
    }

    @Test
    void wrong_passwords_are_forgotten_in_time() {
        Guesses guesses = new Guesses(database, clock, told);
        Subject subject = password("later");
        for (int i = 0; i < 5; i++) {
            tries(guesses, subject);
        }
        assertThat(tries(guesses, subject)).isFalse();
        now = now.plus(Duration.ofMinutes(15)).plusSeconds(1);
        for (int i = 0; i < 5; i++) {
            assertThat(tries(guesses, subject)).isTrue();
        }
    }

    @Test
    void a_try_that_has_to_wait_for_one_subject_is_not_counted_for_the_other() {
        Guesses guesses = new Guesses(database, clock, told);
        Subject slowed = password("both");
        Subject address = Subject.address("192.0.2.99");
        for (int i = 0; i < 5; i++) {
            tries(guesses, slowed);
        }
        for (int i = 0; i < 30; i++) {
            assertThat(tries(guesses, address, slowed)).isFalse();
        }
        assertThat(tries(guesses, address)).isTrue();
    }

    @Test
    void tries_at_once_are_no_better_than_tries_in_a_row() {
        Guesses guesses = new Guesses(database, clock, told);
        List<Subject> subject = List.of(password("flood"));
        List<Boolean> admitted =
                Multi.createFrom()
                        .range(0, 40)
                        .onItem()
                        .transformToUni(_ -> guesses.begin(subject))
                        .merge(16)
                        .collect()
                        .asList()
                        .await()
                        .indefinitely();
        assertThat(admitted.stream().filter(yes -> yes)).hasSize(5);
    }

    @Test
    void subscribers_hear_of_guessing_at_its_start_and_at_each_doubling() {
        Guesses guesses = new Guesses(database, clock, told);
        Subject subject = password("heard");
        for (int i = 0; i < 14; i++) {
            now = now.plusSeconds(61);
            assertThat(tries(guesses, subject)).isTrue();
        }
        assertThat(told.noticed)
                .extracting(data -> data.get("failures"))
                .containsExactly("5", "6", "7", "9", "13");
    }
}
