package io.gatehouse.policyservice.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.Head;
import io.gatehouse.contracts.facts.v1.UserFact;

import org.junit.jupiter.api.Test;

class SweepsTest {

    private static final String ACCOUNT = "111111111111";

    private final Sweeps sweeps = new Sweeps();

    private static Fact head(String account, String epoch, long number, String base, long at) {
        return Fact.newBuilder()
                .setAccount(account)
                .setEpoch(epoch)
                .setNumber(number)
                .setHead(Head.newBuilder().setBaseRepublication(base).setBaseNumber(at))
                .build();
    }

    private static Fact user(String epoch, long number, String republication) {
        return Fact.newBuilder()
                .setAccount(ACCOUNT)
                .setEpoch(epoch)
                .setNumber(number)
                .setRepublication(republication)
                .setUser(UserFact.newBuilder().setId("AIDA1"))
                .build();
    }

    private boolean sweepsIn(boolean committed, Fact... facts) {
        Sweeps.Round round = sweeps.round();
        boolean any = false;
        for (Fact fact : facts) {
            any |= round.sweeps(fact);
        }
        if (committed) {
            round.committed();
        }
        return any;
    }

    @Test
    void a_head_sweeps_once_for_each_publication_of_everything() {
        assertThat(sweepsIn(true, head(ACCOUNT, "e1", 5, "", 0))).isTrue();
        assertThat(sweepsIn(true, user("e1", 6, ""), head(ACCOUNT, "e1", 6, "", 0))).isFalse();
        assertThat(sweepsIn(true, user("e1", 7, "r"), head(ACCOUNT, "e1", 7, "r", 7))).isTrue();
        assertThat(sweepsIn(true, head(ACCOUNT, "e1", 8, "r", 7))).isFalse();
        assertThat(sweepsIn(true, head(ACCOUNT, "e2", 9, "r", 7))).isTrue();
        assertThat(sweepsIn(true, head("222222222222", "e2", 9, "r", 7))).isTrue();
    }

    @Test
    void a_fact_that_the_publication_does_not_confirm_is_swept_again() {
        Fact head = head(ACCOUNT, "e1", 9, "r", 7);
        assertThat(sweepsIn(true, head)).isTrue();
        assertThat(sweepsIn(true, user("e1", 7, "r"), head)).isFalse();
        assertThat(sweepsIn(true, user("e1", 7, ""), head)).isTrue();
        assertThat(sweepsIn(true, user("e0", 8, ""), head)).isTrue();
        assertThat(sweepsIn(true, user("e1", 8, ""), head)).isFalse();
        // After the head, in the same transaction.
        assertThat(sweepsIn(true, head, user("e1", 3, ""))).isFalse();
        assertThat(sweepsIn(true, head)).isTrue();
    }

    @Test
    void what_was_not_committed_is_swept_again() {
        Fact head = head(ACCOUNT, "e1", 5, "", 0);
        assertThat(sweepsIn(false, head)).isTrue();
        assertThat(sweepsIn(true, head)).isTrue();
        // The row may be there: how that transaction ended is not known.
        assertThat(sweepsIn(false, user("e0", 1, ""))).isFalse();
        assertThat(sweepsIn(true, head)).isTrue();
    }

    @Test
    void who_is_given_partitions_starts_afresh() {
        Fact head = head(ACCOUNT, "e1", 5, "", 0);
        Sweeps.Round underWay = sweeps.round();
        assertThat(underWay.sweeps(head)).isTrue();
        sweeps.forget();
        underWay.committed();
        assertThat(sweepsIn(true, head)).isTrue();
        assertThat(sweepsIn(true, head)).isFalse();
    }
}
