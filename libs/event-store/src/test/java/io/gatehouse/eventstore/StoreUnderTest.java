package io.gatehouse.eventstore;

import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;

import java.util.List;

/** What {@link EventStoreContract} asks of a store. */
interface StoreUnderTest extends AutoCloseable {

    /** One command with one event and one record (key: owner, value: number); blocks. */
    LogPosition append(PolicyOwner owner, String stream, String payload);

    /** The owner's whole log, in order. */
    List<StoredEvent> log(PolicyOwner owner);

    ChainVerifier.Verdict verify(PolicyOwner owner);

    /** Records that wait for the broker. */
    long waiting();

    /** A relay that serves all partitions until closed. */
    Relay relay(Publisher publisher);

    /** Commits of that owner hang, everything written but the commit, until closed. */
    Held holdCommits(PolicyOwner owner);

    /** Ends this store and gives another one over what a backup taken now would bring back. */
    StoreUnderTest restoredBackup();

    /** Owners that must be published again since the epoch began. */
    List<PolicyOwner> pendingRepublication();

    /** All facts of the owner again: one record for each stream, then a head. */
    int republish(PolicyOwner owner, String id);

    @Override
    void close();

    /** Something held back. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
