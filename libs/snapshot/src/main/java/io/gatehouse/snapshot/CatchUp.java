package io.gatehouse.snapshot;

import io.gatehouse.contracts.FactReader.Reading.Accepted;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.Head;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a compacted topic still holds of one log, read from its beginning. Gaps between numbers are
 * normal here, nothing is visible until the end is reached, and only the last head counts (DESIGN
 * 2, "Facts"). Confined to the writer's thread.
 */
final class CatchUp {

    private static final Comparator<Accepted> IN_ORDER =
            Comparator.comparingLong((Accepted a) -> a.fact().getNumber())
                    .thenComparingInt(a -> a.fact().getIndex());

    private final Map<String, Map<String, Accepted>> byEpoch = new HashMap<>();
    private final Map<String, String> unreadable = new HashMap<>();
    private @Nullable Accepted lastHead;
    private boolean isOverwritten;

    void add(Accepted accepted) {
        unreadable.remove(accepted.key());
        if (lastHead != null && pastEpochs(lastHead).contains(accepted.fact().getEpoch())) {
            isOverwritten |= !accepted.fact().hasHead();
            return;
        }
        if (accepted.fact().hasHead()) {
            if (lastHead == null
                    || !lastHead.fact().getEpoch().equals(accepted.fact().getEpoch())
                    || lastHead.fact().getNumber() <= accepted.fact().getNumber()) {
                lastHead = accepted;
            }
            return;
        }
        byEpoch.computeIfAbsent(accepted.fact().getEpoch(), _ -> new HashMap<>())
                .merge(
                        accepted.key(),
                        accepted,
                        (old, now) -> old.fact().getNumber() > now.fact().getNumber() ? old : now);
    }

    void unreadable(String key, String reason) {
        unreadable.put(key, reason);
    }

    void forget(String key) {
        unreadable.remove(key);
        byEpoch.values().forEach(facts -> facts.remove(key));
    }

    /** Whether nothing came. */
    boolean isEmpty() {
        return lastHead == null && byEpoch.isEmpty() && unreadable.isEmpty();
    }

    /** What came of it, now that the end is reached. */
    Outcome finish() {
        if (!unreadable.isEmpty()) {
            return new Outcome.Unreadable(unreadable.values().iterator().next());
        }
        if (lastHead == null) {
            return new Outcome.Gap("facts without a head");
        }
        if (isOverwritten) {
            return new Outcome.Gap("a fact of a past epoch lies over a newer one");
        }
        List<Accepted> facts = new ArrayList<>();
        for (Accepted fact :
                Optional.ofNullable(byEpoch.get(lastHead.fact().getEpoch()))
                        .orElse(Map.of())
                        .values()) {
            if (fact.fact().getNumber() > lastHead.fact().getNumber()) {
                return new Outcome.Gap("a fact is later than the head");
            }
            if (counts(fact.fact(), lastHead.fact().getHead())) {
                facts.add(fact);
            }
        }
        facts.sort(IN_ORDER);
        return new Outcome.Whole(lastHead, facts);
    }

    private static List<String> pastEpochs(Accepted head) {
        return head.fact().getHead().getPastEpochsList();
    }

    /** Facts from before the last republication count only if they belong to it. */
    private static boolean counts(Fact fact, Head head) {
        return head.getBaseRepublication().isEmpty()
                || Long.compareUnsigned(fact.getNumber(), head.getBaseNumber()) > 0
                || fact.getRepublication().equals(head.getBaseRepublication());
    }

    /** The end of a catch-up. */
    sealed interface Outcome {
        record Whole(Accepted head, List<Accepted> facts) implements Outcome {}

        record Gap(String reason) implements Outcome {}

        record Unreadable(String reason) implements Outcome {}
    }
}
