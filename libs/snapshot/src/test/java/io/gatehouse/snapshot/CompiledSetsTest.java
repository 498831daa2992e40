package io.gatehouse.snapshot;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.attached;
import static io.gatehouse.snapshot.fixtures.Bodies.deny;
import static io.gatehouse.snapshot.fixtures.Bodies.group;
import static io.gatehouse.snapshot.fixtures.Bodies.groupId;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.managed;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.snapshot.fixtures.LogWriter;

import org.junit.jupiter.api.Test;

/** The compiled sets of policies that a view gives. */
class CompiledSetsTest {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final String BOB = "arn:aws:iam::111122223333:user/bob";
    private static final String ANN = "arn:aws:iam::111122223333:user/ann";

    private final LogWriter identity = new LogWriter(ACCOUNT, LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(ACCOUNT, LogName.POLICY);

    @Test
    void users_with_the_same_policies_share_one_compiled_set() {
        Replica replica = Replica.live();
        replica.take(
                identity.write(account(), group("dev"), user("bob", "dev"), user("ann", "dev")));
        replica.take(policy.write(inline(groupId("dev"), allow("a:One"), deny("a:Two"))));

        var bob = (Resolution.Known) replica.view().resolve(BOB);
        var ann = (Resolution.Known) replica.view().resolve(ANN);

        assertThat(bob.policies().identity()).isSameAs(ann.policies().identity());
    }

    @Test
    void a_changed_aws_managed_policy_shows_in_every_account() {
        Replica replica = Replica.live();
        LogWriter aws = new LogWriter(PolicyOwner.AWS, LogName.POLICY);
        String arn = "arn:aws:iam::aws:policy/ReadOnly";
        replica.take(aws.write(managed(arn, "v1", allow("a:One"))));
        replica.take(identity.write(account(), user("bob")));
        replica.take(policy.writeAfter(aws.revision(), attached(userId("bob"), arn)));
        assertThat(replica.allows(BOB, "a:One")).isTrue();

        replica.take(aws.write(managed(arn, "v2", allow("a:Two"))));

        assertThat(replica.allows(BOB, "a:One")).isFalse();
        assertThat(replica.allows(BOB, "a:Two")).isTrue();
    }

    @Test
    void who_still_reads_an_older_view_leaves_no_inline_policy_of_it_to_the_newer() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), group("dev"), user("bob", "dev")));
        replica.take(policy.write(inline(groupId("dev"), allow("a:One"))));
        SnapshotView older = replica.view();
        replica.take(policy.write(inline(groupId("dev"), allow("a:Two"))));
        eachHasItsOwn(older, replica.view());
    }

    @Test
    void who_still_reads_an_older_view_leaves_no_managed_policy_of_it_to_the_newer() {
        Replica replica = Replica.live();
        String arn = "arn:aws:iam::" + ACCOUNT + ":policy/Managed";
        replica.take(identity.write(account(), user("bob")));
        replica.take(policy.write(managed(arn, "v1", allow("a:One"))));
        replica.take(policy.write(attached(userId("bob"), arn)));
        SnapshotView older = replica.view();
        replica.take(policy.write(managed(arn, "v2", allow("a:Two"))));
        eachHasItsOwn(older, replica.view());
    }

    private static void eachHasItsOwn(SnapshotView older, SnapshotView newer) {
        for (int turn = 0; turn < 2; turn++) {
            assertThat(Replica.allows(older, BOB, "a:One")).isTrue();
            assertThat(Replica.allows(older, BOB, "a:Two")).isFalse();
            assertThat(Replica.allows(newer, BOB, "a:One")).isFalse();
            assertThat(Replica.allows(newer, BOB, "a:Two")).isTrue();
        }
    }

    @Test
    void without_an_attached_policy_at_hand_nothing_is_decided() {
        Replica replica = Replica.live();
        replica.take(identity.write(account(), user("bob")));

        replica.take(
                policy.write(attached(userId("bob"), "arn:aws:iam::111122223333:policy/Gone")));

        assertThat(replica.view().resolve(BOB)).isInstanceOf(Resolution.Undecidable.class);
    }
}
