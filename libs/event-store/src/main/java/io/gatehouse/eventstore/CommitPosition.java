package io.gatehouse.eventstore;

import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a command will stand once its transaction commits: what the makers of facts and events need
 * for their envelopes.
 *
 * @param position owner, log, epoch and the number taken (of a republication: the present one)
 * @param previousFactNumber the owner's last number before this one that changed facts; 0 before
 *     the first. Of a republication: the last that did, which may be the position's own
 * @param time of the commit, by the database's clock
 * @param seen of {@link CommandMetadata}
 * @param pastEpochs of this log, oldest first
 * @param base the owner's last republication in this epoch
 * @param events of the command, with versions and hashes; empty for a republication
 */
public record CommitPosition(
        LogPosition position,
        long previousFactNumber,
        Instant time,
        Revision seen,
        List<String> pastEpochs,
        Optional<Republished> base,
        List<StoredEvent> events) {

    public CommitPosition {
        pastEpochs = List.copyOf(pastEpochs);
        events = List.copyOf(events);
    }

    /**
     * A republication of all facts of an owner.
     *
     * @param number the log's number when it was made
     */
    public record Republished(String id, long number) {}
}
