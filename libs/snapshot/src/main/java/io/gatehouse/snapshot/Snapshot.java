package io.gatehouse.snapshot;

import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.FactReader.Reading;
import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Facts in, views out. One thread writes ({@link #apply}, {@link #caughtUp}); any number read
 * {@link #view}, which costs one volatile read.
 *
 * <p>Guarantees (DESIGN 2, "Facts"): facts of one number become visible together; a fact never
 * before what its writer had seen of other logs; facts of another epoch than the head's never;
 * duplicates change nothing; after a hole the log stands still until it is published again; of what
 * is not ours nothing is believed. Before {@link #isCaughtUp()} views are incomplete and must not
 * decide.
 */
public final class Snapshot {

    private final FactReader reader;
    private final SnapshotReports reports;
    private final InstantSource clock;
    private final Map<LogId, LogFeed> feeds = new HashMap<>();
    private final Map<LogId, LogFeed> waiting = new LinkedHashMap<>();
    private final Map<LogName, BitSet> live = new EnumMap<>(LogName.class);
    private final Heartbeats heartbeats;
    private volatile SnapshotView view =
            new SnapshotView(PersistentMap.empty(), new PolicyLibrary(), 0);
    private volatile boolean isCaughtUp;

    public Snapshot(FactReader reader, SnapshotReports reports, InstantSource clock) {
        this(reader, reports, clock, System::nanoTime);
    }

    /**
     * @param nanoTime a clock that only goes on, as {@link System#nanoTime}
     */
    public Snapshot(
            FactReader reader,
            SnapshotReports reports,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.reader = reader;
        this.reports = reports;
        this.clock = clock;
        this.heartbeats = new Heartbeats(nanoTime);
        for (LogName log : LogName.values()) {
            live.put(log, new BitSet(Topics.PARTITIONS));
        }
    }

    /** Goes on from an image; what was published since then must be applied before it decides. */
    public static Snapshot restored(
            SnapshotImage image, FactReader reader, SnapshotReports reports, InstantSource clock) {
        Snapshot snapshot = new Snapshot(reader, reports, clock);
        for (SnapshotImage.FeedState feed : image.feeds()) {
            LogId id = LogId.of(feed.position());
            snapshot.feeds.put(id, new LogFeed(id, feed, reports));
        }
        snapshot.replace(image.accounts());
        return snapshot;
    }

    /** For a file; empty unless everything is at rest. Only for the writer's thread. */
    public Optional<SnapshotImage> image() {
        List<SnapshotImage.FeedState> states = new ArrayList<>();
        for (LogFeed feed : feeds.values()) {
            SnapshotImage.FeedState state = feed.state();
            if (state == null) {
                return Optional.empty();
            }
            states.add(state);
        }
        return isCaughtUp && waiting.isEmpty()
                ? Optional.of(new SnapshotImage(view.all(), states))
                : Optional.empty();
    }

    /** The present view. */
    public SnapshotView view() {
        return view;
    }

    public Heartbeats heartbeats() {
        return heartbeats;
    }

    /** Whether the beginning of every partition of both topics has been read. Any thread. */
    public boolean isCaughtUp() {
        return isCaughtUp;
    }

    /** Takes the next record of a partition, in the order of the partition. */
    public void apply(WireRecord record) {
        switch (reader.read(record)) {
            case Reading.Refused(String reason) -> reports.refused(reason);
            case Reading.Beat beat ->
                    heartbeats.beat(beat.log(), beat.partition(), beat.publishedBefore());
            case Reading.Tombstone tombstone -> tombstone(tombstone);
            case Reading.Unreadable unreadable ->
                    unreadable(
                            new LogId(unreadable.owner(), unreadable.log()),
                            record.key(),
                            unreadable.reason());
            case Reading.Accepted accepted -> accepted(accepted);
        }
    }

    /** All records that a partition held at the start have been given to {@link #apply}. */
    public void caughtUp(LogName log, int partition) {
        live(log).set(partition);
        for (LogFeed feed : List.copyOf(feeds.values())) {
            if (feed.id().log() == log && Partitions.of(feed.id().owner()) == partition) {
                feed.caughtUp();
                touched(feed);
            }
        }
        settle();
        isCaughtUp =
                live.values().stream().allMatch(done -> done.cardinality() == Topics.PARTITIONS);
    }

    /** The logs that do not go on, and why. Only for the writer's thread. */
    public Map<LogId, String> halted() {
        Map<LogId, String> halted = new LinkedHashMap<>();
        for (LogFeed feed : feeds.values()) {
            LogFeed.Halt halt = feed.halt();
            if (halt != null) {
                halted.put(feed.id(), halt.reason());
            }
        }
        return halted;
    }

    /** The logs that stand still because of a hole. Only for the writer's thread. */
    public Set<LogId> gaps() {
        Set<LogId> gaps = new LinkedHashSet<>();
        for (LogFeed feed : feeds.values()) {
            LogFeed.Halt halt = feed.halt();
            if (halt != null && !halt.isUnreadable()) {
                gaps.add(feed.id());
            }
        }
        return gaps;
    }

    /** How many logs wait for another one. Only for the writer's thread. */
    public int waiting() {
        return waiting.size();
    }

    private void accepted(Reading.Accepted accepted) {
        LogId id = new LogId(accepted.owner(), accepted.log());
        if (!AccountView.understands(accepted.fact())) {
            unreadable(id, accepted.key(), "`%s` is a kind of fact without a place".formatted(id));
            return;
        }
        LogFeed feed = feed(id);
        LogFeed.Halt before = feed.halt();
        feed.add(accepted);
        if (accepted.fact().hasHead() || !Objects.equals(feed.halt(), before)) {
            touched(feed);
            settle();
        }
    }

    private void unreadable(LogId id, String key, String reason) {
        LogFeed feed = feed(id);
        feed.unreadable(key, reason);
        touched(feed);
        settle();
    }

    private void tombstone(Reading.Tombstone tombstone) {
        LogFeed feed = feeds.get(new LogId(tombstone.owner(), tombstone.log()));
        if (feed == null) {
            return;
        }
        AccountView account = view.account(tombstone.owner());
        feed.tombstone(tombstone.key(), account != null && account.holds(tombstone.key()));
        touched(feed);
        settle();
    }

    private LogFeed feed(LogId id) {
        return feeds.computeIfAbsent(
                id, _ -> new LogFeed(id, live(id.log()).get(Partitions.of(id.owner())), reports));
    }

    private BitSet live(LogName log) {
        BitSet partitions = live.get(log);
        if (partitions == null) {
            throw new IllegalStateException("every log has its partitions");
        }
        return partitions;
    }

    private void touched(LogFeed feed) {
        if (feed.waiting().isEmpty()) {
            waiting.remove(feed.id());
        } else {
            waiting.put(feed.id(), feed);
        }
        refresh(List.of(feed));
    }

    /**
     * Applies as many waiting batches as can be applied together so that none shows before what it
     * depends on: from the ends of all queues, cut off what is not covered until nothing is left to
     * cut. After a catch-up two logs may each depend on the other's present state, so one batch at
     * a time would not do.
     */
    private void settle() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<LogId, List<Batch>> plan = new LinkedHashMap<>();
        waiting.forEach((id, feed) -> plan.put(id, List.copyOf(feed.waiting())));
        boolean isCut = true;
        while (isCut) {
            isCut = false;
            for (var entry : plan.entrySet()) {
                int covered = covered(entry.getValue(), plan);
                if (covered < entry.getValue().size()) {
                    entry.setValue(entry.getValue().subList(0, covered));
                    isCut = true;
                }
            }
        }
        publish(plan);
    }

    private int covered(List<Batch> batches, Map<LogId, List<Batch>> plan) {
        for (int i = 0; i < batches.size(); i++) {
            for (LogPosition wanted : batches.get(i).waitsFor()) {
                if (!isReached(wanted, plan)) {
                    return i;
                }
            }
        }
        return batches.size();
    }

    private boolean isReached(LogPosition wanted, Map<LogId, List<Batch>> plan) {
        LogId id = LogId.of(wanted);
        List<Batch> planned = plan.getOrDefault(id, List.of());
        if (!planned.isEmpty()) {
            Batch last = planned.getLast();
            return last.position().includes(wanted) || last.pastEpochs().contains(wanted.epoch());
        }
        LogFeed feed = feeds.get(id);
        LogPosition applied = feed == null ? null : feed.applied();
        AccountView account = view.account(id.owner());
        return applied != null
                && (applied.includes(wanted)
                        || (account != null
                                && account.pastEpochs(id.log()).contains(wanted.epoch())));
    }

    private void publish(Map<LogId, List<Batch>> plan) {
        Map<PolicyOwner, AccountView> changed = new LinkedHashMap<>();
        for (var entry : plan.entrySet()) {
            if (entry.getValue().isEmpty()) {
                continue;
            }
            LogFeed feed = feed(entry.getKey());
            PolicyOwner owner = entry.getKey().owner();
            AccountView account = changed.getOrDefault(owner, present(owner));
            for (Batch batch : entry.getValue()) {
                account = account.with(batch);
                feed.applied(batch);
            }
            changed.put(owner, account);
            if (feed.waiting().isEmpty()) {
                waiting.remove(entry.getKey());
            }
        }
        replace(changed.values());
        refresh(plan.keySet().stream().map(this::feed).toList());
    }

    /** Brings the status of logs into the view, where it differs. */
    private void refresh(Collection<LogFeed> touched) {
        Map<PolicyOwner, AccountView> changed = new LinkedHashMap<>();
        for (LogFeed feed : touched) {
            PolicyOwner owner = feed.id().owner();
            AccountView account = changed.getOrDefault(owner, present(owner));
            LogStatus shown = account.status(feed.id().log());
            LogStatus now = status(feed, shown);
            if (!now.equals(shown)) {
                changed.put(owner, account.with(feed.id().log(), now));
            }
        }
        replace(changed.values());
    }

    private LogStatus status(LogFeed feed, LogStatus shown) {
        LogFeed.Halt halt = feed.halt();
        LogPosition applied = feed.applied();
        if (halt != null && (halt.isUnreadable() || applied == null)) {
            return new LogStatus.Unusable(halt.reason(), false);
        }
        if (applied == null) {
            return feed.waiting().isEmpty()
                    ? shown
                    : new LogStatus.Unusable("%s waits for another log".formatted(feed.id()), true);
        }
        if (halt == null) {
            return new LogStatus.Current(applied);
        }
        return shown instanceof LogStatus.Frozen
                ? shown
                : new LogStatus.Frozen(applied, clock.instant(), halt.reason());
    }

    private void replace(Collection<AccountView> changed) {
        SnapshotView next = view;
        for (AccountView account : changed) {
            next = next.with(account);
        }
        if (next != view) {
            view = next;
        }
    }

    private AccountView present(PolicyOwner owner) {
        AccountView account = view.account(owner);
        return account == null ? AccountView.empty(owner) : account;
    }
}
