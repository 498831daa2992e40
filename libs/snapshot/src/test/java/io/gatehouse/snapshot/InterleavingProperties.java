package io.gatehouse.snapshot;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.attached;
import static io.gatehouse.snapshot.fixtures.Bodies.deleted;
import static io.gatehouse.snapshot.fixtures.Bodies.group;
import static io.gatehouse.snapshot.fixtures.Bodies.groupId;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.managed;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.LogWriter;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What holds for every order in which partitions may arrive, and every replay of a relay. */
class InterleavingProperties {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final AccountId OTHER = new AccountId("444455556666");
    private static final String AWS_POLICY = "arn:aws:iam::aws:policy/Shared";
    private static final List<String> USERS = List.of("ann", "bob", "carl");

    @Property(tries = 400)
    void any_interleaving_and_any_replay_ends_in_the_same_view(@ForAll long seed) {
        Random chance = new Random(seed);
        History history = new History(chance);
        history.live(25);
        String expected = fingerprint(inOrder(history), history);

        Replica replica = Replica.live();
        deliver(history.partitions(), replica, chance, () -> {});

        assertThat(replica.gaps).isEmpty();
        assertThat(fingerprint(replica, history)).isEqualTo(expected);
    }

    @Property(tries = 400)
    void starting_late_on_a_compacted_topic_ends_in_the_same_view(@ForAll long seed) {
        Random chance = new Random(seed);
        History history = new History(chance);
        history.live(25);
        String expected = fingerprint(inOrder(history), history);
        List<WireRecord> found = new ArrayList<>();
        List<List<WireRecord>> rest = new ArrayList<>();
        for (List<WireRecord> partition : history.partitions()) {
            int cut = transactionEnd(partition, chance);
            found.addAll(
                    chance.nextBoolean()
                            ? SnapshotTest.compacted(partition.subList(0, cut))
                            : partition.subList(0, cut));
            rest.add(partition.subList(cut, partition.size()));
        }

        Replica replica = Replica.startedOn(found);
        deliver(rest, replica, chance, () -> {});

        assertThat(replica.gaps).isEmpty();
        assertThat(fingerprint(replica, history)).isEqualTo(expected);
    }

    @Property(tries = 400)
    void a_lost_transaction_is_healed_by_publishing_again(@ForAll long seed) {
        Random chance = new Random(seed);
        History history = new History(chance);
        history.live(15);
        history.loseNext();
        history.live(15);
        history.republishAll();
        history.live(5);

        Replica replica = Replica.live();
        deliver(history.partitions(), replica, chance, () -> {});

        assertThat(replica.snapshot.halted()).isEmpty();
        assertThat(fingerprint(replica, history))
                .isEqualTo(fingerprint(Replica.startedOn(all(history)), history));
        assertThat(replica.view().includes(history.revision())).isTrue();
    }

    @Property(tries = 400)
    void reversed_orders_of_two_services_are_never_seen(@ForAll long seed) {
        Random chance = new Random(seed);
        LogWriter identity = new LogWriter(ACCOUNT, LogName.IDENTITY);
        LogWriter policy = new LogWriter(ACCOUNT, LogName.POLICY);
        List<WireRecord> identityTopic =
                new ArrayList<>(identity.write(account(), group("dev"), user("bob")));
        List<WireRecord> policyTopic = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            // Bob is in the group only while the group may nothing.
            policyTopic.addAll(policy.writeAfter(identity.revision(), inline(groupId("dev"))));
            identityTopic.addAll(identity.writeAfter(policy.revision(), user("bob", "dev")));
            identityTopic.addAll(identity.write(user("bob")));
            policyTopic.addAll(
                    policy.writeAfter(
                            identity.revision(), inline(groupId("dev"), allow("s3:GetObject"))));
        }

        Replica replica = Replica.live();
        deliver(
                List.of(identityTopic, policyTopic),
                replica,
                chance,
                () ->
                        assertThat(
                                        replica.allows(
                                                "arn:aws:iam::111122223333:user/bob",
                                                "s3:GetObject"))
                                .isFalse());

        assertThat(replica.view().includes(identity.revision())).isTrue();
        assertThat(replica.view().includes(policy.revision())).isTrue();
    }

    /** Gives the partitions' records in some order, with replays of what already came. */
    private static void deliver(
            List<List<WireRecord>> partitions, Replica replica, Random chance, Runnable each) {
        int[] next = new int[partitions.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            if (!partitions.get(i).isEmpty()) {
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            int which = open.get(chance.nextInt(open.size()));
            List<WireRecord> partition = partitions.get(which);
            if (next[which] > 0 && chance.nextInt(5) == 0) {
                next[which] -= 1 + chance.nextInt(Math.min(6, next[which]));
            }
            replica.take(List.of(partition.get(next[which]++)));
            each.run();
            if (next[which] == partition.size()) {
                open.remove(Integer.valueOf(which));
            }
        }
    }

    private static Replica inOrder(History history) {
        return Replica.live().take(history.everything);
    }

    private static List<WireRecord> all(History history) {
        List<WireRecord> all = new ArrayList<>();
        history.partitions().forEach(all::addAll);
        return all;
    }

    /** A place between two transactions: after some head, or at the start. */
    private static int transactionEnd(List<WireRecord> partition, Random chance) {
        List<Integer> ends = new ArrayList<>(List.of(0));
        for (int i = 0; i < partition.size(); i++) {
            if (partition.get(i).key().startsWith("head/")) {
                ends.add(i + 1);
            }
        }
        return ends.get(chance.nextInt(ends.size()));
    }

    private static String fingerprint(Replica replica, History history) {
        StringBuilder text = new StringBuilder();
        for (AccountId account : List.of(ACCOUNT, OTHER)) {
            for (String name : USERS) {
                String arn = "arn:aws:iam::" + account.digits() + ":user/" + name;
                Resolution resolution = replica.view().resolve(arn);
                text.append(arn).append(' ').append(resolution.getClass().getSimpleName());
                if (resolution instanceof Resolution.Known known) {
                    text.append(known.tags());
                    known.policies().identity().policies().stream()
                            .map(policy -> policy.name() + " " + policy.document())
                            .sorted()
                            .forEach(text::append);
                }
                text.append('\n');
            }
        }
        return text.append(replica.view().includes(history.revision())).toString();
    }

    /** Two accounts and {@code aws}, changed by chance, with causality between the services. */
    private static final class History {
        private final Random chance;
        private final List<LogWriter> identities;
        private final List<LogWriter> policies;
        private final LogWriter aws = new LogWriter(PolicyOwner.AWS, LogName.POLICY);
        private final List<List<WireRecord>> topics = new ArrayList<>();
        private final List<List<String>> members = new ArrayList<>();
        private final List<List<String>> granted = new ArrayList<>();
        private final List<WireRecord> everything = new ArrayList<>();
        private int awsVersion = 1;
        private boolean isLosing;

        History(Random chance) {
            this.chance = chance;
            this.identities =
                    List.of(
                            new LogWriter(ACCOUNT, LogName.IDENTITY),
                            new LogWriter(OTHER, LogName.IDENTITY));
            this.policies =
                    List.of(
                            new LogWriter(ACCOUNT, LogName.POLICY),
                            new LogWriter(OTHER, LogName.POLICY));
            for (int i = 0; i < 5; i++) {
                topics.add(new ArrayList<>());
            }
            add(4, aws.write(managed(AWS_POLICY, "v1", allow("aws:V1"))));
            for (int i = 0; i < 2; i++) {
                members.add(new ArrayList<>());
                granted.add(new ArrayList<>());
                add(i, identities.get(i).write(account(), group("dev")));
            }
        }

        List<List<WireRecord>> partitions() {
            return topics;
        }

        Revision revision() {
            return identities
                    .get(0)
                    .revision()
                    .and(identities.get(1).revision())
                    .and(policies.get(0).revision())
                    .and(policies.get(1).revision())
                    .and(aws.revision());
        }

        void loseNext() {
            isLosing = true;
        }

        void live(int commands) {
            for (int i = 0; i < commands; i++) {
                step(chance.nextInt(2));
            }
        }

        private void step(int which) {
            LogWriter identity = identities.get(which);
            LogWriter policy = policies.get(which);
            Revision seenByPolicy = identity.revision().and(aws.revision());
            String name = USERS.get(chance.nextInt(USERS.size()));
            switch (chance.nextInt(6)) {
                case 0 -> {
                    members.get(which).remove(name);
                    members.get(which).add(name);
                    add(which, identity.writeAfter(policy.revision(), user(name, "dev")));
                }
                case 1 -> {
                    if (members.get(which).remove(name)) {
                        add(which, identity.write(deleted(user(name))));
                    }
                }
                case 2 -> {
                    granted.get(which).remove(name);
                    granted.get(which).add(name);
                    add(
                            2 + which,
                            policy.writeAfter(seenByPolicy, attached(userId(name), AWS_POLICY)));
                }
                case 3 ->
                        add(
                                2 + which,
                                policy.writeAfter(
                                        seenByPolicy,
                                        inline(groupId("dev"), allow("a:N" + chance.nextInt(9)))));
                case 4 -> add(which, identity.write());
                default -> {
                    awsVersion++;
                    add(
                            4,
                            aws.write(
                                    managed(
                                            AWS_POLICY,
                                            "v" + awsVersion,
                                            allow("aws:V" + awsVersion))));
                }
            }
        }

        void republishAll() {
            for (int i = 0; i < 2; i++) {
                List<Fact.Builder> identity = new ArrayList<>(List.of(account(), group("dev")));
                members.get(i).forEach(name -> identity.add(user(name, "dev")));
                add(
                        i,
                        identities
                                .get(i)
                                .republish("i" + i, policies.get(i).revision(), array(identity)));
                List<Fact.Builder> policy = new ArrayList<>();
                granted.get(i).forEach(name -> policy.add(attached(userId(name), AWS_POLICY)));
                if (policies.get(i).revision().positions().getFirst().number() > 0) {
                    add(
                            2 + i,
                            policies.get(i)
                                    .republish(
                                            "p" + i,
                                            identities.get(i).revision().and(aws.revision()),
                                            array(policy)));
                }
            }
            add(
                    4,
                    aws.republish(
                            "aws",
                            Revision.NONE,
                            managed(AWS_POLICY, "v" + awsVersion, allow("aws:V" + awsVersion))));
        }

        private static Fact.Builder[] array(List<Fact.Builder> bodies) {
            return bodies.toArray(Fact.Builder[]::new);
        }

        private void add(int topic, List<WireRecord> records) {
            if (isLosing) {
                isLosing = false;
                return;
            }
            topics.get(topic).addAll(records);
            everything.addAll(records);
        }
    }
}
