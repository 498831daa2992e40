package io.gatehouse.snapshot;

import io.gatehouse.contracts.FactReader.Reading.Accepted;
import io.gatehouse.model.LogPosition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts that become visible together: those of one number, or the whole of a log.
 *
 * @param position of the head that closes them
 * @param facts in the order in which they apply, without the head
 * @param waitsFor one position for each foreign log and epoch: the latest that any of the facts
 *     depends on
 * @param pastEpochs of the log
 * @param replaces whether these facts are all there is, and what was visible before goes
 */
record Batch(
        LogPosition position,
        List<Accepted> facts,
        List<LogPosition> waitsFor,
        List<String> pastEpochs,
        boolean replaces) {

    static Batch of(Accepted head, List<Accepted> facts, boolean replaces) {
        Map<List<Object>, LogPosition> latest = new HashMap<>();
        for (Accepted fact : facts) {
            keepLatest(latest, fact.seen());
        }
        keepLatest(latest, head.seen());
        return new Batch(
                head.position(),
                List.copyOf(facts),
                List.copyOf(latest.values()),
                List.copyOf(head.fact().getHead().getPastEpochsList()),
                replaces);
    }

    private static void keepLatest(
            Map<List<Object>, LogPosition> latest, List<LogPosition> positions) {
        for (LogPosition position : positions) {
            latest.merge(
                    List.of(position.owner(), position.log(), position.epoch()),
                    position,
                    (a, b) -> a.number() >= b.number() ? a : b);
        }
    }
}
