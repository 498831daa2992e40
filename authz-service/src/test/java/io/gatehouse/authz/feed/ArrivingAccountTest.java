package io.gatehouse.authz.feed;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotReports;
import io.gatehouse.snapshot.SnapshotView;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** An account whose first policies came before the users that they depend on. */
class ArrivingAccountTest {

    private static final AccountId ACCOUNT = new AccountId("123456789012");

    private final LogWriter identity = new LogWriter(ACCOUNT, LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(ACCOUNT, LogName.POLICY);
    private final CurrentSnapshot current = new CurrentSnapshot();
    private final Snapshot snapshot =
            new Snapshot(
                    new FactReader(LogWriter.MAC), SnapshotReports.NONE, InstantSource.system());

    private void take(List<WireRecord> records) {
        records.forEach(snapshot::apply);
        current.changed(snapshot);
    }

    private UniAssertSubscriber<SnapshotView> atLeast(Revision revision) {
        return current.atLeast(revision, Duration.ofMinutes(1))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void who_names_what_is_there_of_it_waits_until_something_can_be_decided() {
        for (LogName log : LogName.values()) {
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                snapshot.caughtUp(log, partition);
            }
        }
        take(identity.write(account(), user("ada")));
        Revision there = identity.revision();
        assertThat(atLeast(there).awaitItem().getItem().problem(ACCOUNT)).isEmpty();

        List<WireRecord> bob = identity.write(user("bob"));
        take(policy.writeAfter(identity.revision(), inline(userId("bob"), allow("s3:GetObject"))));
        assertThat(snapshot.view().problem(ACCOUNT)).isPresent();
        assertThat(snapshot.view().includes(there)).isTrue();
        UniAssertSubscriber<SnapshotView> waiting = atLeast(there);
        waiting.assertNotTerminated();

        take(bob);
        assertThat(waiting.awaitItem().getItem().problem(ACCOUNT)).isEmpty();
    }
}
