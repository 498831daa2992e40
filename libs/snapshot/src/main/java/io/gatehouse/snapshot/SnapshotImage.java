package io.gatehouse.snapshot;

import io.gatehouse.model.LogPosition;

import java.util.List;

/**
 * A {@link Snapshot} at rest: caught up, nothing halted, nothing waiting. Immutable, so it can be
 * written while the snapshot goes on. Made by {@link Snapshot#image}.
 */
public final class SnapshotImage {

    private final List<AccountView> accounts;
    private final List<FeedState> feeds;

    /**
     * Where one log was.
     *
     * @param position that has been applied
     * @param factNumber the last number that had facts
     * @param republication the last that was whole; empty before the first
     */
    record FeedState(
            LogPosition position, long factNumber, String republication, List<String> pastEpochs) {}

    SnapshotImage(List<AccountView> accounts, List<FeedState> feeds) {
        this.accounts = List.copyOf(accounts);
        this.feeds = List.copyOf(feeds);
    }

    List<AccountView> accounts() {
        return accounts;
    }

    List<FeedState> feeds() {
        return feeds;
    }
}
