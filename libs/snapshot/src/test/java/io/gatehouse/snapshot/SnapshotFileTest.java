package io.gatehouse.snapshot;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.attached;
import static io.gatehouse.snapshot.fixtures.Bodies.boundedUser;
import static io.gatehouse.snapshot.fixtures.Bodies.deleted;
import static io.gatehouse.snapshot.fixtures.Bodies.deny;
import static io.gatehouse.snapshot.fixtures.Bodies.firstAccount;
import static io.gatehouse.snapshot.fixtures.Bodies.group;
import static io.gatehouse.snapshot.fixtures.Bodies.groupId;
import static io.gatehouse.snapshot.fixtures.Bodies.guardrails;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.managed;
import static io.gatehouse.snapshot.fixtures.Bodies.registered;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.fixtures.LogWriter;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** From a file as from the topics; from a bad file not at all. */
class SnapshotFileTest {

    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final String BOB = "arn:aws:iam::111111111111:user/bob";
    private static final String ANN = "arn:aws:iam::111111111111:user/ann";
    private static final String SAVED = "arn:aws:iam::111111111111:policy/saved";
    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
            "Action":"sts:AssumeRole"}}\
            """;
    private static final String ANYONE =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
            "Action":"*","Resource":"*"}}\
            """;
    private static final ReadingPlace PLACE =
            new ReadingPlace("cluster/topics", numbers(7), numbers(70));

    private final LogWriter identity = new LogWriter(ACCOUNT, LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(ACCOUNT, LogName.POLICY);
    private final Replica original = Replica.live();

    @TempDir Path directory;
    private Path path;

    @BeforeEach
    void some_account() {
        path = directory.resolve("snapshot");
        original.take(
                identity.write(
                        firstAccount(),
                        group("dev"),
                        user("bob", "dev"),
                        boundedUser("ann", SAVED),
                        role("r", "/app/", TRUST)));
        original.take(
                policy.writeAfter(
                        identity.revision(),
                        managed(SAVED, "v3", allow("a:*")),
                        inline(groupId("dev"), allow("a:One"), deny("a:Two")),
                        attached(userId("ann"), SAVED),
                        guardrails(deny("*"), deny("*")),
                        registered("RPOL1", "arn:aws:orders:*:111111111111:order/*", ANYONE)));
    }

    @Test
    void what_was_written_is_read_and_decides_alike() throws IOException {
        Snapshot read = restored(write(original));

        assertThat(read.isCaughtUp()).isFalse();
        caughtUp(read);
        assertThat(read.isCaughtUp()).isTrue();
        for (String action : List.of("a:One", "a:Two", "b:One")) {
            for (String user : List.of(BOB, ANN)) {
                assertThat(Replica.allows(read.view(), user, action))
                        .as("%s %s", user, action)
                        .isEqualTo(original.allows(user, action));
            }
        }
        assertThat(Replica.allows(read.view(), BOB, "a:One")).isTrue();
        assertThat(read.view().includes(policy.revision())).isTrue();
        String roleArn = "arn:aws:iam::111111111111:role/app/r";
        assertThat(read.view().policyOf("sts:AssumeRole", roleArn, null))
                .isInstanceOf(StoredPolicy.Stored.class);
        String order = "arn:aws:orders:eu:111111111111:order/7";
        assertThat(read.view().policyOf("orders:Read", order, ACCOUNT))
                .isInstanceOf(StoredPolicy.Stored.class);
        assertThat(everything(read.view())).isEqualTo(everything(original.view()));
    }

    @Test
    void what_was_published_since_is_added_though_compaction_took_what_was_between()
            throws IOException {
        SnapshotFile file = write(original);
        identity.write(user("bob"));
        List<WireRecord> since = new ArrayList<>(identity.write(user("bob"), user("eve", "dev")));
        since.addAll(identity.write(deleted(user("ann"))));

        Snapshot read = restored(file);
        since.forEach(read::apply);
        caughtUp(read);

        assertThat(Replica.allows(read.view(), BOB, "a:One")).isFalse();
        assertThat(isKnown(read, "arn:aws:iam::111111111111:user/eve")).isTrue();
        assertThat(isKnown(read, ANN)).isFalse();
        assertThat(read.view().includes(identity.revision())).isTrue();
        assertThat(read.halted()).isEmpty();
        identity.write(user("next")).forEach(read::apply);
        assertThat(isKnown(read, "arn:aws:iam::111111111111:user/next")).isTrue();
    }

    @Test
    void records_that_the_file_holds_already_change_nothing() throws IOException {
        List<WireRecord> last = identity.write(user("bob"));
        original.take(last);
        Snapshot read = restored(write(original));
        last.forEach(read::apply);
        caughtUp(read);
        assertThat(everything(read.view())).isEqualTo(everything(original.view()));
        assertThat(read.halted()).isEmpty();
    }

    @Test
    void a_republication_since_is_all_there_is() throws IOException {
        SnapshotFile file = write(original);
        Snapshot read = restored(file);
        identity.republish("again", policy.revision(), account(), user("bob")).forEach(read::apply);
        caughtUp(read);
        assertThat(isKnown(read, BOB)).isTrue();
        assertThat(isKnown(read, ANN)).isFalse();
    }

    @Test
    void a_file_from_before_a_restore_is_refused() throws IOException {
        Snapshot read = restored(write(original));
        identity.restore("e2", 1, 1);
        identity.republish("after-restore", policy.revision(), account(), user("bob"))
                .forEach(read::apply);
        assertThatThrownBy(() -> caughtUp(read))
                .isInstanceOf(RefusedImageException.class)
                .hasMessageContaining("another epoch");
    }

    @Test
    void an_entity_that_ended_without_its_deletion_refuses_the_file() throws IOException {
        Snapshot read = restored(write(original));
        assertThatThrownBy(() -> read.apply(identity.tombstone(user("bob"))))
                .isInstanceOf(RefusedImageException.class);
    }

    @Test
    void a_file_is_refused_wherever_it_is_damaged() throws IOException {
        SnapshotFile file = write(original);
        byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < whole.length; at += 13) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(path, damaged);
            assertThat(file.read())
                    .as("byte %d", at)
                    .isInstanceOf(SnapshotFile.Stored.Refused.class);
            Files.write(path, Arrays.copyOf(whole, at));
            assertThat(file.read())
                    .as("cut %d", at)
                    .isInstanceOf(SnapshotFile.Stored.Refused.class);
        }
        Files.write(path, whole);
        assertThat(file.read()).isInstanceOf(SnapshotFile.Stored.Found.class);
    }

    @Test
    void a_file_made_with_another_key_is_refused() throws IOException {
        write(original);
        byte[] other = new byte[32];
        other[0] = 1;
        FactMac foreign = new FactMac(Map.of(LogWriter.KEY_ID, other));
        assertThat(new SnapshotFile(path, foreign, () -> Replica.NOW).read())
                .isInstanceOf(SnapshotFile.Stored.Refused.class);
    }

    @Test
    void a_file_older_than_seven_days_is_refused() throws IOException {
        write(original);
        assertThat(at(Replica.NOW.plus(Duration.ofDays(7))).read())
                .isInstanceOf(SnapshotFile.Stored.Found.class);
        assertThat(at(Replica.NOW.plus(Duration.ofDays(7)).plusMillis(1)).read())
                .isInstanceOf(SnapshotFile.Stored.Refused.class);
    }

    @Test
    void a_writer_that_dies_leaves_the_former_file() throws IOException {
        SnapshotFile file = write(original);
        Files.write(directory.resolve("snapshot.new"), new byte[] {1, 2, 3});
        assertThat(file.read()).isInstanceOf(SnapshotFile.Stored.Found.class);
        write(original);
        assertThat(file.read()).isInstanceOf(SnapshotFile.Stored.Found.class);
        file.discard();
        assertThat(file.read()).isInstanceOf(SnapshotFile.Stored.Absent.class);
    }

    @Test
    void a_snapshot_that_waits_or_stands_still_is_not_written() {
        assertThat(original.snapshot.image()).isPresent();
        original.take(policy.writeAfter(future(), inline(userId("bob"), allow("a:One"))));
        assertThat(original.snapshot.image()).isEmpty();
        assertThat(new Replica().snapshot.image()).isEmpty();
    }

    private io.gatehouse.model.Revision future() {
        LogWriter ahead = new LogWriter(ACCOUNT, LogName.IDENTITY);
        for (int i = 0; i < 9; i++) {
            ahead.write(user("x" + i));
        }
        return ahead.revision();
    }

    private SnapshotFile write(Replica replica) throws IOException {
        SnapshotFile file = at(Replica.NOW);
        file.write(replica.snapshot.image().orElseThrow(), PLACE);
        return file;
    }

    private SnapshotFile at(Instant now) {
        return new SnapshotFile(path, LogWriter.MAC, () -> now);
    }

    private static Snapshot restored(SnapshotFile file) {
        SnapshotFile.Stored stored = file.read();
        assertThat(stored).isInstanceOf(SnapshotFile.Stored.Found.class);
        SnapshotFile.Stored.Found found = (SnapshotFile.Stored.Found) stored;
        assertThat(found.place()).isEqualTo(PLACE);
        return Snapshot.restored(
                found.image(), new FactReader(LogWriter.MAC), new Replica(), () -> Replica.NOW);
    }

    private static void caughtUp(Snapshot snapshot) {
        for (LogName log : LogName.values()) {
            for (int partition = 0; partition < 32; partition++) {
                snapshot.caughtUp(log, partition);
            }
        }
    }

    private static boolean isKnown(Snapshot snapshot, String principal) {
        return snapshot.view().resolve(principal) instanceof Resolution.Known;
    }

    /** All tables as text. */
    private static List<String> everything(SnapshotView view) {
        List<String> all = new ArrayList<>();
        for (AccountView account : view.all()) {
            IdentityTables identity = account.identity();
            all.add(account.owner() + " " + identity.hasAccount() + identity.rootKeys());
            all.add("first " + identity.isFirst());
            all.add(account.identityStatus() + " " + account.policyStatus());
            identity.users().forEach((_, row) -> all.add(row.toString()));
            identity.roles().forEach((_, row) -> all.add(row.toString()));
            identity.roleNames().forEach((name, id) -> all.add(name + " " + id));
            identity.groups().forEach((_, row) -> all.add(row.toString()));
            identity.keys().forEach((id, row) -> all.add(id + row));
            account.policy().managed().forEach((_, row) -> all.add(row.toString()));
            account.policy().managedArns().forEach((arn, id) -> all.add(arn + id));
            account.policy().principals().forEach((id, row) -> all.add(id + row));
            all.add(String.valueOf(account.policy().guardrails()));
            account.policy().resources().forEach((_, row) -> all.add(row.toString()));
        }
        all.sort(null);
        return all;
    }

    private static long[] numbers(long from) {
        long[] numbers = new long[32];
        Arrays.setAll(numbers, i -> from + i);
        return numbers;
    }
}
