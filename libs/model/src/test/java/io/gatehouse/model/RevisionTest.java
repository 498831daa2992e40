package io.gatehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RevisionTest {

    private static final AccountId A = new AccountId("111111111111");

    private static LogPosition identity(String epoch, long number) {
        return new LogPosition(A, LogName.IDENTITY, epoch, number);
    }

    private static LogPosition aws(long number) {
        return new LogPosition(PolicyOwner.AWS, LogName.POLICY, "e1", number);
    }

    @Test
    void a_token_reads_back_as_the_same_revision() {
        Revision revision = Revision.of(aws(7), identity("e1", 41));
        assertThat(Revision.parse(revision.token())).isEqualTo(revision);
        assertThat(revision.token()).matches("r1\\.[A-Za-z0-9_-]+");
    }

    @Test
    void the_order_of_positions_does_not_matter() {
        assertThat(Revision.of(aws(7), identity("e1", 41)))
                .isEqualTo(Revision.of(identity("e1", 41), aws(7)));
    }

    @Test
    void a_later_number_includes_an_earlier_one_of_the_same_epoch() {
        assertThat(Revision.of(identity("e1", 5)).includes(Revision.of(identity("e1", 5))))
                .isTrue();
        assertThat(Revision.of(identity("e1", 5)).includes(Revision.of(identity("e1", 6))))
                .isFalse();
    }

    @Test
    void a_token_of_another_epoch_is_not_yet() {
        assertThat(Revision.of(identity("e2", 900)).includes(Revision.of(identity("e1", 5))))
                .isFalse();
    }

    @Test
    void a_log_that_the_reader_does_not_have_is_not_yet() {
        assertThat(Revision.of(identity("e1", 5)).includes(Revision.of(aws(1)))).isFalse();
        assertThat(Revision.NONE.includes(Revision.NONE)).isTrue();
    }

    @Test
    void merging_keeps_the_later_position_of_each_log() {
        Revision merged =
                Revision.of(identity("e1", 9), aws(1)).and(Revision.of(identity("e1", 4), aws(3)));
        assertThat(merged).isEqualTo(Revision.of(identity("e1", 9), aws(3)));
    }

    @Test
    void merging_takes_the_newer_tokens_epoch() {
        assertThat(Revision.of(identity("e1", 9)).and(Revision.of(identity("e2", 2))))
                .isEqualTo(Revision.of(identity("e2", 2)));
    }

    @Test
    void what_is_not_a_token_is_refused_with_the_text() {
        assertThatThrownBy(() -> Revision.parse("r1.%%%")).hasMessageContaining("`r1.%%%`");
        assertThatThrownBy(() -> Revision.parse("hello")).hasMessageContaining("`hello`");
        assertThatThrownBy(() -> Revision.parse("r1.YWJj")).hasMessageContaining("revision token");
    }

    @Test
    void two_positions_in_one_log_are_refused() {
        assertThatThrownBy(() -> Revision.of(identity("e1", 1), identity("e1", 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
