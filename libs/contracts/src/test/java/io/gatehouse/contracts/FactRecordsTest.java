package io.gatehouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactPlacement.Republication;
import io.gatehouse.contracts.FactReader.Reading;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GroupFact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.gatehouse.model.SecretKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class FactRecordsTest {

    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final FactMac MAC = new FactMac(Map.of("k1", key(1)));
    private static final FactReader READER = new FactReader(MAC);

    private final FactRecords records = new FactRecords(LogName.IDENTITY, MAC);

    @Test
    void a_command_gives_its_facts_and_then_the_head() {
        LogPosition policySeen = new LogPosition(ACCOUNT, LogName.POLICY, "p1", 3);
        FactPlacement placement = new FactPlacement(at(7), 5, Revision.of(policySeen, at(6)), NOW);

        List<WireRecord> written = records.of(placement, List.of(user("bob"), group("dev")));

        assertThat(written)
                .extracting(WireRecord::key)
                .containsExactly(
                        "user/123456789012/AIDABOBXXXXXXXXXX",
                        "group/123456789012/AGPADEVXXXXXXXXXX",
                        "head/123456789012");
        assertThat(written).allMatch(r -> r.partition() == Partitions.of(ACCOUNT));
        Reading.Accepted first = accepted(written.getFirst());
        assertThat(first.position()).isEqualTo(at(7));
        assertThat(first.fact().getPreviousNumber()).isEqualTo(5);
        assertThat(first.fact().getIndex()).isZero();
        assertThat(first.fact().getCount()).isEqualTo(2);
        assertThat(first.fact().getCommittedAt()).isEqualTo(NOW.toEpochMilli());
        assertThat(first.seen()).containsExactly(policySeen);
        Reading.Accepted head = accepted(written.getLast());
        assertThat(head.fact().getHead().getFactNumber()).isEqualTo(7);
    }

    @Test
    void a_command_without_facts_gives_a_head_alone() {
        List<WireRecord> written =
                records.of(new FactPlacement(at(8), 7, Revision.NONE, NOW), List.of());

        assertThat(written).hasSize(1);
        Reading.Accepted head = accepted(written.getFirst());
        assertThat(head.position()).isEqualTo(at(8));
        assertThat(head.fact().getHead().getFactNumber()).isEqualTo(7);
    }

    @Test
    void a_republication_names_itself_on_every_fact_and_counts_them_in_the_head() {
        FactPlacement placement =
                new FactPlacement(
                        at(8),
                        8,
                        Revision.NONE,
                        NOW,
                        List.of("e0"),
                        Optional.of(new Republication("r1", 8)));

        List<WireRecord> written =
                records.republication(placement, List.of(user("bob"), group("dev")));

        assertThat(written).allMatch(r -> accepted(r).fact().getRepublication().equals("r1"));
        var head = accepted(written.getLast()).fact().getHead();
        assertThat(head.getRepublishedFacts()).isEqualTo(2);
        assertThat(head.getFactNumber()).isEqualTo(8);
        assertThat(head.getPastEpochsList()).containsExactly("e0");
        assertThat(head.getBaseRepublication()).isEqualTo("r1");
        assertThat(head.getBaseNumber()).isEqualTo(8);
    }

    @Test
    void heads_after_a_republication_repeat_it() {
        FactPlacement placement =
                new FactPlacement(
                        at(9),
                        8,
                        Revision.NONE,
                        NOW,
                        List.of(),
                        Optional.of(new Republication("r1", 8)));

        var head = accepted(records.of(placement, List.of()).getLast()).fact();

        assertThat(head.getRepublication()).isEmpty();
        assertThat(head.getHead().getBaseRepublication()).isEqualTo("r1");
        assertThat(head.getHead().getBaseNumber()).isEqualTo(8);
    }

    @Test
    void placements_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> new FactPlacement(at(3), 4, Revision.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        records.of(new FactPlacement(at(3), 3, Revision.NONE, NOW), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        LogPosition ofPolicy = new LogPosition(ACCOUNT, LogName.POLICY, "p1", 3);
        assertThatThrownBy(() ->
                        records.of(new FactPlacement(ofPolicy, 2, Revision.NONE, NOW), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void heartbeats_and_tombstones_are_read_back() {
        assertThat(READER.read(records.heartbeat(25, NOW)))
                .isEqualTo(new Reading.Beat(25, LogName.IDENTITY, NOW));
        assertThat(READER.read(records.tombstone(ACCOUNT, user("bob"))))
                .isEqualTo(
                        new Reading.Tombstone(
                                ACCOUNT, LogName.IDENTITY, "user/123456789012/AIDABOBXXXXXXXXXX"));
    }

    @Test
    void the_owner_aws_has_facts_too() {
        LogPosition position = new LogPosition(PolicyOwner.AWS, LogName.IDENTITY, "e1", 1);

        WireRecord head =
                records.of(new FactPlacement(position, 0, Revision.NONE, NOW), List.of()).getLast();

        assertThat(head.key()).isEqualTo("head/aws");
        assertThat(accepted(head).owner()).isEqualTo(PolicyOwner.AWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "key", "value", "mac", "kid", "no header", "dropped value"})
    void whatever_is_changed_on_the_way_is_refused(String what) {
        WireRecord record = one();
        ByteString value = record.value();
        String mac = record.headers().get("mac");

        WireRecord changed =
                switch (what) {
                    case "topic" -> copy(Topics.POLICY_FACTS.wire(), record.key(), value, mac);
                    case "key" ->
                            copy(record.topic(), "user/123456789012/AIDAEVEXXXXX", value, mac);
                    case "value" ->
                            copy(
                                    record.topic(),
                                    record.key(),
                                    value.concat(ByteString.copyFromUtf8("x")),
                                    mac);
                    case "mac" -> copy(record.topic(), record.key(), value, mac.replace('A', 'B'));
                    case "kid" ->
                            copy(record.topic(), record.key(), value, "k9" + mac.substring(2));
                    case "no header" -> copy(record.topic(), record.key(), value, null);
                    default -> copy(record.topic(), record.key(), null, mac);
                };

        assertThat(READER.read(changed)).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void the_newest_key_signs_and_all_verify() {
        FactMac both = new FactMac(Map.of("k1", key(1), "k2", key(2)));
        WireRecord old = one();
        WireRecord fresh = one(new FactRecords(LogName.IDENTITY, both));

        assertThat(fresh.headers().get("mac")).startsWith("k2:");
        assertThat(new FactReader(both).read(old)).isInstanceOf(Reading.Accepted.class);
        assertThat(new FactReader(both).read(fresh)).isInstanceOf(Reading.Accepted.class);
        assertThat(READER.read(fresh)).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void a_rotation_needs_no_new_mac() {
        var present = new AtomicReference<>(SecretKeys.of(Map.of("k1", key(1))));
        FactMac mac = new FactMac(present::get);
        FactRecords records = new FactRecords(LogName.IDENTITY, mac);
        WireRecord old = one(records);

        present.set(new SecretKeys(Map.of("k1", key(1), "k2", key(2)), "k1"));
        assertThat(one(records).headers().get("mac")).startsWith("k1:");
        present.set(SecretKeys.of(Map.of("k1", key(1), "k2", key(2))));
        WireRecord fresh = one(records);
        assertThat(fresh.headers().get("mac")).startsWith("k2:");
        assertThat(new FactReader(mac).read(old)).isInstanceOf(Reading.Accepted.class);
        assertThat(new FactReader(mac).read(fresh)).isInstanceOf(Reading.Accepted.class);

        present.set(SecretKeys.of(Map.of("k2", key(2))));
        assertThat(new FactReader(mac).read(old)).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void a_record_in_another_partition_is_refused() {
        WireRecord record = one();

        assertThat(
                        READER.read(
                                new WireRecord(
                                        record.topic(),
                                        (record.partition() + 1) % Topics.PARTITIONS,
                                        record.key(),
                                        record.value(),
                                        record.headers())))
                .isInstanceOf(Reading.Refused.class);
    }

    @Test
    void a_feature_that_must_be_understood_and_is_not_makes_a_fact_unreadable() {
        WireRecord record = one(user("bob").addMustUnderstand("curfew"));

        assertThat(READER.read(record))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        it -> assertThat(it.reason()).contains("`curfew`"));
    }

    @Test
    void ours_but_damaged_is_unreadable_and_names_the_account() {
        String key = "user/123456789012/AIDABOBXXXXXXXXXX";
        ByteString garbage = ByteString.copyFromUtf8("\u0007garbage");

        assertThat(READER.read(signed(key, garbage)))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class, it -> assertThat(it.owner()).isEqualTo(ACCOUNT));
        assertThat(READER.read(signed(key, one(group("dev")).value())))
                .isInstanceOf(Reading.Unreadable.class);
        assertThat(READER.read(signed(key, Fact.getDefaultInstance().toByteString())))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void keys_stay_out_of_texts() {
        assertThat(MAC.toString()).isEqualTo("FactMac[k1]");
    }

    private static WireRecord signed(String key, ByteString value) {
        return copy(
                Topics.IDENTITY_FACTS.wire(),
                key,
                value,
                MAC.sign(Topics.IDENTITY_FACTS.wire(), key, value));
    }

    private static WireRecord copy(String topic, String key, ByteString value, String mac) {
        return new WireRecord(
                topic,
                Partitions.of(ACCOUNT),
                key,
                value,
                mac == null ? Map.of() : Map.of("mac", mac));
    }

    private WireRecord one(Fact.Builder... body) {
        return one(records, body.length == 0 ? user("bob") : body[0]);
    }

    private static WireRecord one(FactRecords by) {
        return one(by, user("bob"));
    }

    private static WireRecord one(FactRecords by, Fact.Builder body) {
        return by.of(new FactPlacement(at(1), 0, Revision.NONE, NOW), List.of(body)).getFirst();
    }

    private static Reading.Accepted accepted(WireRecord record) {
        return (Reading.Accepted) READER.read(record);
    }

    private static LogPosition at(long number) {
        return new LogPosition(ACCOUNT, LogName.IDENTITY, "e1", number);
    }

    private static Fact.Builder user(String name) {
        return Fact.newBuilder()
                .setUser(
                        UserFact.newBuilder()
                                .setId("AIDABOBXXXXXXXXXX")
                                .setName(name)
                                .setPath("/"));
    }

    private static Fact.Builder group(String name) {
        return Fact.newBuilder()
                .setGroup(
                        GroupFact.newBuilder()
                                .setId("AGPADEVXXXXXXXXXX")
                                .setName(name)
                                .setPath("/"));
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return key;
    }
}
