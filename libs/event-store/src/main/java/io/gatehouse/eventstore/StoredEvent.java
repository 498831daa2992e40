package io.gatehouse.eventstore;

import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;

import java.time.Instant;

/**
 * One event as it stands in the log (DESIGN 2, "The account log").
 *
 * @param epoch of the log when it was written
 * @param number of the command; its events share it
 * @param index place among the events of the command, from 0
 * @param count how many events the command caused
 * @param streamVersion of the stream after this event, from 1
 * @param time of the commit, by the database's clock; never before the log's previous event
 * @param actor unique id of who acted; the chain, address and agent are sealed in {@code origin}
 * @param origin sealed {@link Origin}
 * @param cause id of the event that made this one necessary; empty for a request of its own
 * @param note how it was authorised where that was not as usual; empty otherwise
 * @param seen positions of other logs that the writer had seen
 * @param payload with personal values sealed. Not copied: do not change it
 * @param previousHash of the log's previous event; 32 zero bytes before the first
 * @param hash SHA-256 over {@code previousHash} and all of the above
 */
@SuppressWarnings("ArrayRecordComponent") // Moved, never compared.
public record StoredEvent(
        PolicyOwner owner,
        String epoch,
        long number,
        int index,
        int count,
        StreamName stream,
        long streamVersion,
        String type,
        int typeVersion,
        Instant time,
        String actor,
        String origin,
        String requestId,
        String cause,
        String note,
        Revision seen,
        byte[] payload,
        byte[] previousHash,
        byte[] hash) {

    @Override
    public String toString() {
        return "%s #%d.%d %s@%d %s.v%d"
                .formatted(owner.text(), number, index, stream, streamVersion, type, typeVersion);
    }
}
