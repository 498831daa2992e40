package io.gatehouse.snapshot;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.deleted;
import static io.gatehouse.snapshot.fixtures.Bodies.group;
import static io.gatehouse.snapshot.fixtures.Bodies.groupId;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.LogWriter;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class SnapshotTest {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final AccountId OTHER = new AccountId("444455556666");
    private static final String BOB = "arn:aws:iam::111122223333:user/bob";
    private static final String ANN = "arn:aws:iam::111122223333:user/ann";
    private static final LogId IDENTITY = new LogId(ACCOUNT, LogName.IDENTITY);

    private final LogWriter identity = new LogWriter(ACCOUNT, LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(ACCOUNT, LogName.POLICY);

    @Test
    void a_user_may_what_the_group_may() {
        Replica replica = Replica.live();

        replica.take(identity.write(account(), group("dev"), user("bob", "dev")));
        replica.take(policy.write(inline(groupId("dev"), allow("s3:GetObject"))));

        assertThat(replica.allows(BOB, "s3:GetObject")).isTrue();
        assertThat(replica.allows(BOB, "s3:PutObject")).isFalse();
        assertThat(replica.allows(ANN, "s3:GetObject")).isFalse();
    }

    @Test
    void facts_of_one_number_show_together() {
        Replica replica = Replica.live();
        List<WireRecord> command = identity.write(account(), user("bob"), user("ann"));

        List<Boolean> seen = new ArrayList<>();
        for (WireRecord record : command) {
            replica.take(List.of(record));
            seen.add(isKnown(replica, BOB) == isKnown(replica, ANN));
        }

        assertThat(seen).doesNotContain(false);
        assertThat(isKnown(replica, BOB)).isTrue();
    }

    @Test
    void a_dependent_fact_waits_for_the_other_service() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), group("dev"), user("bob", "dev")));
        List<WireRecord> removal = identity.write(user("bob"));
        List<WireRecord> grant =
                policy.writeAfter(
                        identity.revision(), inline(groupId("dev"), allow("s3:GetObject")));

        replica.take(grant);

        assertThat(replica.allows(BOB, "s3:GetObject")).isFalse();
        assertThat(replica.view().includes(policy.revision())).isFalse();
        assertThat(replica.snapshot.waiting()).isEqualTo(1);

        replica.take(removal);

        assertThat(replica.allows(BOB, "s3:GetObject")).isFalse();
        assertThat(replica.view().includes(policy.revision())).isTrue();
        assertThat(replica.snapshot.waiting()).isZero();
    }

    @Test
    void a_held_log_keeps_later_numbers_back_and_other_accounts_go_on() {
        Replica replica = Replica.live();
        LogWriter elsewhere = new LogWriter(OTHER, LogName.IDENTITY);
        replica.take(identity.write(account(), user("bob")));
        List<WireRecord> missing = identity.write(user("ann"));

        replica.take(policy.writeAfter(identity.revision(), inline(userId("bob"), allow("a:One"))));
        replica.take(policy.write(inline(userId("bob"), allow("a:One"), allow("a:Two"))));
        replica.take(elsewhere.write(account()));

        assertThat(replica.allows(BOB, "a:Two")).isFalse();
        assertThat(replica.view().includes(elsewhere.revision())).isTrue();
        replica.take(missing);
        assertThat(replica.allows(BOB, "a:Two")).isTrue();
    }

    @Test
    void after_a_catch_up_two_logs_that_depend_on_each_other_show_together() {
        List<WireRecord> all = new ArrayList<>(identity.write(account(), user("bob")));
        policy.writeAfter(identity.revision(), inline(userId("bob"), allow("a:One")));
        all.addAll(identity.writeAfter(policy.revision(), user("ann")));
        all.addAll(policy.writeAfter(identity.revision(), inline(userId("bob"), allow("a:Two"))));
        // compacted: only the last record of each key is there

        Replica replica = Replica.startedOn(compacted(all));

        assertThat(replica.allows(BOB, "a:Two")).isTrue();
        assertThat(isKnown(replica, ANN)).isTrue();
        assertThat(replica.gaps).isEmpty();
    }

    @Test
    void gaps_of_compaction_are_normal_while_catching_up() {
        List<WireRecord> all = new ArrayList<>(identity.write(account(), user("bob")));
        for (int i = 0; i < 20; i++) {
            all.addAll(identity.write(user("bob"), user("ann" + i)));
            all.addAll(identity.write(deleted(user("ann" + i))));
        }

        Replica replica = Replica.startedOn(compacted(all));

        assertThat(replica.gaps).isEmpty();
        assertThat(replica.view().includes(identity.revision())).isTrue();
        assertThat(isKnown(replica, BOB)).isTrue();
        assertThat(isKnown(replica, ANN + "3")).isFalse();
        replica.take(identity.write(user("ann")));
        assertThat(isKnown(replica, ANN)).isTrue();
    }

    @Test
    void a_live_gap_stops_the_log_until_it_is_published_again() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("bob"), user("ann")));
        identity.write(deleted(user("bob"))); // lost
        replica.take(identity.write(user("carl")));

        assertThat(replica.gaps).containsExactly(IDENTITY);
        assertThat(isKnown(replica, ANN.replace("ann", "carl"))).isFalse();
        assertThat(replica.view().includes(identity.revision())).isFalse();
        assertThat(replica.view().frozenSince(ACCOUNT)).contains(Replica.NOW);

        replica.take(identity.republish("r1", Revision.NONE, account(), user("ann"), user("carl")));

        assertThat(replica.repaired).containsExactly(IDENTITY);
        assertThat(isKnown(replica, BOB)).isFalse();
        assertThat(isKnown(replica, ANN.replace("ann", "carl"))).isTrue();
        assertThat(replica.view().frozenSince(ACCOUNT)).isEmpty();
        replica.take(identity.write(user("dora")));
        assertThat(replica.view().includes(identity.revision())).isTrue();
    }

    @Test
    void a_lost_last_number_is_found_by_the_head_that_follows() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("bob")));
        identity.write(deleted(user("bob"))); // lost
        replica.take(identity.write()); // a number without facts

        assertThat(replica.gaps).containsExactly(IDENTITY);
    }

    @Test
    void a_lost_fact_of_a_number_is_a_gap() {
        Replica replica = Replica.live();
        List<WireRecord> command = identity.write(account(), user("bob"));

        replica.take(List.of(command.get(1), command.get(2)));

        assertThat(replica.gaps).containsExactly(IDENTITY);
        assertThat(isKnown(replica, BOB)).isFalse();
    }

    @Test
    void an_incomplete_republication_repairs_nothing() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("bob")));
        identity.write(user("ann")); // lost
        replica.take(identity.write(user("carl")));
        List<WireRecord> again =
                identity.republish("r1", Revision.NONE, account(), user("bob"), user("ann"));

        replica.take(again.subList(1, again.size()));

        assertThat(replica.repaired).isEmpty();
        assertThat(isKnown(replica, ANN)).isFalse();
        assertThat(replica.snapshot.halted()).containsKey(IDENTITY);
    }

    @Test
    void numbers_without_facts_move_the_revision() {
        Replica replica = Replica.live();
        replica.take(identity.write(account()));
        replica.take(identity.write());
        replica.take(identity.write());
        replica.take(identity.write(user("bob")));

        assertThat(replica.gaps).isEmpty();
        assertThat(replica.view().includes(identity.revision())).isTrue();
    }

    @Test
    void after_a_restore_nobody_keeps_a_revoked_right() {
        Replica replica = Replica.live();
        List<WireRecord> history = new ArrayList<>();
        history.addAll(identity.write(account(), user("ann")));
        history.addAll(identity.write(user("bob"))); // after the backup
        history.addAll(policy.write(inline(userId("bob"), allow("a:One"))));
        replica.take(history);
        assertThat(replica.allows(BOB, "a:One")).isTrue();
        Revision beforeRestore = identity.revision();

        identity.restore("e2", 1, 1);
        List<WireRecord> restored = identity.republish("r1", Revision.NONE, account(), user("ann"));
        replica.take(restored);

        assertThat(isKnown(replica, BOB)).isFalse();
        assertThat(isKnown(replica, ANN)).isTrue();
        assertThat(replica.view().includes(beforeRestore)).isFalse();
        assertThat(replica.view().includes(identity.revision())).isTrue();

        history.addAll(restored);
        Replica later = Replica.startedOn(compacted(history));
        assertThat(isKnown(later, BOB)).isFalse();
        assertThat(isKnown(later, ANN)).isTrue();
    }

    @Test
    void facts_of_a_past_epoch_do_not_count_any_more() {
        Replica replica = Replica.live();
        LogWriter zombie = new LogWriter(ACCOUNT, LogName.IDENTITY);
        replica.take(identity.write(account(), user("ann")));
        zombie.write(account(), user("ann"));
        identity.restore("e2", 1, 1);
        replica.take(identity.republish("r1", Revision.NONE, account(), user("ann")));

        replica.take(zombie.write(user("bob")));

        assertThat(isKnown(replica, BOB)).isFalse();
        assertThat(replica.refused).isNotEmpty();
        assertThat(replica.gaps).isEmpty();
    }

    @Test
    void a_new_epoch_without_a_republication_is_a_gap() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("ann")));
        identity.restore("e2", 1, 1);

        replica.take(identity.write(user("bob")));

        assertThat(replica.gaps).containsExactly(IDENTITY);
        assertThat(isKnown(replica, BOB)).isFalse();
    }

    @Test
    void what_waits_for_a_past_epoch_is_served_by_the_new_one() {
        Replica replica = Replica.live();
        replica.take(identity.write(account()));
        identity.write(user("bob")); // never published: lost by the restore
        List<WireRecord> grant =
                policy.writeAfter(identity.revision(), inline(userId("bob"), allow("a:One")));
        replica.take(grant);
        assertThat(replica.view().includes(policy.revision())).isFalse();

        identity.restore("e2", 1, 1);
        replica.take(identity.republish("r1", Revision.NONE, account()));

        assertThat(replica.view().includes(policy.revision())).isTrue();
    }

    @Test
    void a_key_that_a_lost_deletion_left_in_the_topic_has_no_effect() {
        List<WireRecord> topic = new ArrayList<>(identity.write(account(), user("bob")));
        identity.write(deleted(user("bob"))); // lost
        topic.addAll(identity.republish("r1", Revision.NONE, account()));
        topic.addAll(identity.write(user("ann")));

        Replica replica = Replica.startedOn(compacted(topic));

        assertThat(isKnown(replica, BOB)).isFalse();
        assertThat(isKnown(replica, ANN)).isTrue();
    }

    @Test
    void a_replica_that_was_away_longer_than_tombstones_live_finds_the_hole() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("bob"), user("ann")));
        // While it was away: the deletion and its tombstone were written, and compaction took both.
        identity.write(deleted(user("bob")));

        replica.take(identity.write(user("ann")));

        assertThat(replica.gaps).containsExactly(IDENTITY);
        replica.take(identity.republish("r1", Revision.NONE, account(), user("ann")));
        assertThat(isKnown(replica, BOB)).isFalse();
    }

    @Test
    void a_tombstone_for_what_is_still_there_is_a_gap() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("bob")));

        replica.take(List.of(identity.tombstone(user("bob"))));

        assertThat(replica.gaps).containsExactly(IDENTITY);
    }

    @Test
    void a_tombstone_of_what_is_deleted_changes_nothing() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("bob")));
        replica.take(identity.write(deleted(user("bob"))));
        long before = replica.view().sequence();

        replica.take(List.of(identity.tombstone(user("bob"))));

        assertThat(replica.gaps).isEmpty();
        assertThat(replica.view().sequence()).isEqualTo(before);
    }

    @Test
    void replays_change_nothing() {
        Replica replica = Replica.live();
        List<WireRecord> all = new ArrayList<>(identity.write(account(), user("bob")));
        all.addAll(identity.write(deleted(user("bob"))));
        replica.take(all);
        long before = replica.view().sequence();

        replica.take(all);

        assertThat(isKnown(replica, BOB)).isFalse();
        assertThat(replica.gaps).isEmpty();
        assertThat(replica.view().sequence()).isEqualTo(before);
    }

    @Test
    void forged_facts_are_refused_and_counted() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("bob")));
        WireRecord real = identity.write(user("bob", "admins")).getFirst();
        FactMac foreign = new FactMac(Map.of(LogWriter.KEY_ID, otherKey()));

        replica.take(
                List.of(
                        with(real, Map.of()),
                        with(real, Map.of("mac", "k1:AAAA")),
                        with(
                                real,
                                Map.of(
                                        "mac",
                                        foreign.sign(real.topic(), real.key(), real.value()))),
                        new WireRecord(
                                real.topic(),
                                real.partition(),
                                real.key(),
                                ByteString.EMPTY,
                                real.headers())));

        assertThat(replica.refused).hasSize(4);
        assertThat(replica.gaps).isEmpty();
    }

    @Test
    void a_fact_that_must_be_understood_and_is_not_stops_its_account_alone() {
        Replica replica = Replica.live();
        LogWriter elsewhere = new LogWriter(OTHER, LogName.IDENTITY);
        replica.take(identity.write(account(), user("bob")));

        replica.take(identity.write(user("bob").addMustUnderstand("curfew")));
        replica.take(elsewhere.write(account(), user("bob")));

        assertThat(replica.unreadable).containsExactly(IDENTITY);
        assertThat(replica.view().resolve(BOB)).isInstanceOf(Resolution.Undecidable.class);
        assertThat(isKnown(replica, "arn:aws:iam::444455556666:user/bob")).isTrue();

        replica.take(identity.republish("r1", Revision.NONE, account(), user("bob")));
        assertThat(isKnown(replica, BOB)).isTrue();
    }

    @Test
    void an_unreadable_fact_stops_its_account_also_while_catching_up() {
        List<WireRecord> topic = new ArrayList<>(identity.write(account(), user("bob")));
        topic.addAll(identity.write(user("ann").addMustUnderstand("curfew")));

        Replica replica = Replica.startedOn(topic);

        assertThat(replica.unreadable).containsExactly(IDENTITY);
        assertThat(replica.view().resolve(BOB)).isInstanceOf(Resolution.Undecidable.class);
    }

    @Test
    void unknown_additions_without_must_understand_are_left_out() {
        Replica replica = Replica.live();

        replica.take(identity.write(account(), user("bob")));
        replica.take(
                identity.write(
                        user("bob")
                                .setUnknownFields(
                                        com.google.protobuf.UnknownFieldSet.newBuilder()
                                                .addField(
                                                        999,
                                                        com.google.protobuf.UnknownFieldSet.Field
                                                                .newBuilder()
                                                                .addVarint(1)
                                                                .build())
                                                .build())));

        assertThat(isKnown(replica, BOB)).isTrue();
        assertThat(replica.unreadable).isEmpty();
    }

    private static boolean isKnown(Replica replica, String principal) {
        return replica.view().resolve(principal) instanceof Resolution.Known;
    }

    private static WireRecord with(WireRecord record, Map<String, String> headers) {
        return new WireRecord(
                record.topic(), record.partition(), record.key(), record.value(), headers);
    }

    private static byte[] otherKey() {
        byte[] key = new byte[32];
        key[0] = 1;
        return key;
    }

    /** As Kafka leaves it: of each key the last record, at its place. */
    static List<WireRecord> compacted(List<WireRecord> records) {
        List<WireRecord> left = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            WireRecord record = records.get(i);
            boolean isLast =
                    records.subList(i + 1, records.size()).stream()
                            .noneMatch(later ->
                                    later.topic().equals(record.topic())
                                            && later.key().equals(record.key()));
            if (isLast) {
                left.add(record);
            }
        }
        return left;
    }
}
