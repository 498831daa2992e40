package io.gatehouse.snapshot;

import io.gatehouse.contracts.FactReader.Reading.Accepted;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.Head;
import io.gatehouse.model.LogPosition;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The records of one log as they arrive: put together into {@link Batch}es at each head, checked
 * for holes, kept until what they depend on is there. First a catch-up, then live. Confined to the
 * writer's thread.
 */
final class LogFeed {

    private final LogId id;
    private final SnapshotReports reports;

    /** Not null until the end of the topic, as it was at the start, is reached. */
    private @Nullable CatchUp catchUp;

    /** Whole batches, oldest first, that have not been applied. */
    private final Deque<Batch> waiting = new ArrayDeque<>();

    /** Facts since the last head, by number and index. */
    private final TreeMap<Long, TreeMap<Integer, Accepted>> open = new TreeMap<>();

    /** Facts of republications that have no head yet, by republication and key. */
    private final Map<String, Map<String, Accepted>> republished = new HashMap<>();

    private String epoch = "";
    private List<String> pastEpochs = List.of();
    private long number;
    private long factNumber;

    /** The last republication that was whole; empty before the first. */
    private String republication = "";

    private @Nullable Halt halt;
    private @Nullable LogPosition applied;

    /** Whether what was applied before the catch-up came from a file. */
    private boolean isRestored;

    /** Why a log does not go on. */
    record Halt(boolean isUnreadable, String reason) {}

    LogFeed(LogId id, boolean isLive, SnapshotReports reports) {
        this.id = id;
        this.reports = reports;
        this.catchUp = isLive ? null : new CatchUp();
    }

    /** Goes on from where a file left off, first through what was published since. */
    LogFeed(LogId id, SnapshotImage.FeedState state, SnapshotReports reports) {
        this(id, false, reports);
        this.isRestored = true;
        this.applied = state.position();
        this.epoch = state.position().epoch();
        this.number = state.position().number();
        this.factNumber = state.factNumber();
        this.republication = state.republication();
        this.pastEpochs = state.pastEpochs();
    }

    /** Where it is; null unless it is at rest. */
    SnapshotImage.@Nullable FeedState state() {
        LogPosition place = applied;
        boolean atRest =
                catchUp == null
                        && halt == null
                        && waiting.isEmpty()
                        && open.isEmpty()
                        && republished.isEmpty();
        return atRest && place != null
                ? new SnapshotImage.FeedState(place, factNumber, republication, pastEpochs)
                : null;
    }

    LogId id() {
        return id;
    }

    Deque<Batch> waiting() {
        return waiting;
    }

    /** Null while all is well. */
    @Nullable Halt halt() {
        return halt;
    }

    /** Takes the next record of the log. */
    void add(Accepted accepted) {
        Fact fact = accepted.fact();
        if (catchUp != null) {
            catchUp.add(accepted);
        } else if (pastEpochs.contains(fact.getEpoch())) {
            reports.refused("%s: `%s` is of a past epoch".formatted(id, accepted.key()));
        } else if (!fact.getRepublication().isEmpty()) {
            addRepublished(accepted);
        } else if (isDuplicate(fact)) {
            return;
        } else if (fact.hasHead()) {
            close(accepted);
        } else if (halt == null) {
            open.computeIfAbsent(fact.getNumber(), _ -> new TreeMap<>())
                    .put(fact.getIndex(), accepted);
        }
    }

    void unreadable(String key, String reason) {
        if (catchUp != null) {
            catchUp.unreadable(key, reason);
        } else {
            halt(new Halt(true, reason));
        }
    }

    /** A key whose deletion must have been seen before. */
    void tombstone(String key, boolean isVisible) {
        if (catchUp != null) {
            if (isRestored && isVisible) {
                throw new RefusedImageException(
                        "`%s` ended without the fact of its deletion".formatted(key));
            }
            catchUp.forget(key);
        } else if (isVisible && halt == null && waiting.isEmpty()) {
            halt(new Halt(false, "`%s` ended without the fact of its deletion".formatted(key)));
        }
    }

    /** The end of the topic as it was at the start is reached: from here on, every gap is one. */
    void caughtUp() {
        if (catchUp == null) {
            return;
        }
        if (isRestored && catchUp.isEmpty()) {
            catchUp = null;
            return;
        }
        CatchUp.Outcome outcome = catchUp.finish();
        catchUp = null;
        switch (outcome) {
            case CatchUp.Outcome.Whole(Accepted head, List<Accepted> facts) -> {
                if (isRestored) {
                    goOn(head, facts);
                } else {
                    replaceBy(head, facts);
                }
            }
            case CatchUp.Outcome.Gap(String reason) -> halt(new Halt(false, reason));
            case CatchUp.Outcome.Unreadable(String reason) -> halt(new Halt(true, reason));
        }
    }

    /**
     * What was published since the file was written: the latest of each entity, for compaction may
     * have taken those between. A republication since then is all there is.
     */
    private void goOn(Accepted head, List<Accepted> facts) {
        if (!head.fact().getEpoch().equals(epoch)) {
            throw new RefusedImageException("%s has another epoch".formatted(id));
        }
        if (!head.fact().getHead().getBaseRepublication().equals(republication)) {
            replaceBy(head, facts);
        } else if (head.fact().getNumber() > number) {
            long restored = number;
            enqueue(
                    head,
                    facts.stream().filter(one -> one.fact().getNumber() > restored).toList(),
                    false);
        }
    }

    private boolean isDuplicate(Fact fact) {
        return fact.getEpoch().equals(epoch) && fact.getNumber() <= number;
    }

    private void addRepublished(Accepted accepted) {
        Fact fact = accepted.fact();
        boolean isOld = fact.getEpoch().equals(epoch) && fact.getNumber() < number;
        if (isOld || fact.getRepublication().equals(republication)) {
            return;
        }
        if (!fact.hasHead()) {
            republished
                    .computeIfAbsent(fact.getRepublication(), _ -> new HashMap<>())
                    .put(accepted.key(), accepted);
            return;
        }
        Map<String, Accepted> facts = republished.remove(fact.getRepublication());
        List<Accepted> all = facts == null ? List.of() : List.copyOf(facts.values());
        if (all.size() != fact.getHead().getRepublishedFacts()) {
            halt(
                    new Halt(
                            false,
                            "republication `%s` has %d facts, not %d"
                                    .formatted(
                                            fact.getRepublication(),
                                            all.size(),
                                            fact.getHead().getRepublishedFacts())));
            return;
        }
        republished.clear();
        replaceBy(
                accepted,
                all.stream().filter(one -> one.fact().getEpoch().equals(fact.getEpoch())).toList());
    }

    private void replaceBy(Accepted head, List<Accepted> facts) {
        open.clear();
        waiting.clear();
        enqueue(head, facts, true);
        if (halt != null) {
            halt = null;
            reports.repaired(id);
        }
    }

    /** A live head: the facts before it must continue where the last one left off. */
    private void close(Accepted head) {
        Fact fact = head.fact();
        if (halt != null) {
            return;
        }
        boolean isForeign = !epoch.isEmpty() && !fact.getEpoch().equals(epoch);
        String hole = isForeign ? "a new epoch without a republication" : hole(head);
        if (hole != null) {
            halt(new Halt(false, hole));
            return;
        }
        List<Accepted> facts = new ArrayList<>();
        open.values().forEach(ofNumber -> facts.addAll(ofNumber.values()));
        open.clear();
        enqueue(head, facts, false);
    }

    private @Nullable String hole(Accepted head) {
        long last = factNumber;
        for (var entry : open.entrySet()) {
            Fact any = entry.getValue().firstEntry().getValue().fact();
            if (any.getPreviousNumber() != last
                    || entry.getKey() > head.fact().getNumber()
                    || !any.getEpoch().equals(head.fact().getEpoch())) {
                return "number %d follows %d, not %d"
                        .formatted(entry.getKey(), any.getPreviousNumber(), last);
            }
            if (entry.getValue().size() != any.getCount()) {
                return "number %d has %d facts, not %d"
                        .formatted(entry.getKey(), entry.getValue().size(), any.getCount());
            }
            last = entry.getKey();
        }
        long named = head.fact().getHead().getFactNumber();
        return named == last
                ? null
                : "the head names %d as the last number with facts, not %d".formatted(named, last);
    }

    private void enqueue(Accepted head, List<Accepted> facts, boolean replaces) {
        Head body = head.fact().getHead();
        epoch = head.fact().getEpoch();
        number = head.fact().getNumber();
        factNumber = body.getFactNumber();
        pastEpochs = List.copyOf(body.getPastEpochsList());
        republication = body.getBaseRepublication();
        waiting.add(Batch.of(head, facts, replaces));
    }

    private void halt(Halt reason) {
        boolean isNew = halt == null || (reason.isUnreadable && !halt.isUnreadable);
        open.clear();
        if (isNew) {
            halt = reason;
            if (reason.isUnreadable) {
                reports.unreadable(id, reason.reason);
            } else {
                reports.gap(id, reason.reason);
            }
        }
    }

    /** The place up to which its batches have been applied; null before the first. */
    @Nullable LogPosition applied() {
        return applied;
    }

    /** The oldest waiting batch has been applied. */
    void applied(Batch batch) {
        if (!batch.equals(waiting.poll())) {
            throw new IllegalStateException("%s: batches apply in order".formatted(id));
        }
        applied = batch.position();
    }
}
