package io.gatehouse.contracts;

import io.gatehouse.model.LogPosition;

import java.time.Instant;
import java.util.List;

/**
 * Who, when and where of one event, as subscribers of {@code gatehouse.events} see it.
 *
 * @param position owner, log, epoch and number of the command that caused it
 * @param index place among the events of that command, from 0
 * @param count how many events that command caused
 * @param type wire name, such as {@code user.created}
 * @param typeVersion of the type, from 1
 * @param stream such as {@code user/AIDA…}
 * @param streamVersion of the stream after this event, from 1
 * @param actor ARNs, outermost caller first: the chain of assumed roles; one element where nobody
 *     assumed a role
 * @param sourceIp empty where there was no connection
 * @param userAgent empty where there was none
 * @param cause the id of the event that made this one necessary; empty for a request of its own
 * @param chainHash lower-case hexadecimal SHA-256 that seals this event and all before it
 */
public record EventEnvelope(
        LogPosition position,
        int index,
        int count,
        String type,
        int typeVersion,
        String stream,
        long streamVersion,
        Instant time,
        List<String> actor,
        String sourceIp,
        String userAgent,
        String requestId,
        String cause,
        String chainHash) {

    public EventEnvelope {
        if (type.isEmpty() || typeVersion < 1 || stream.isEmpty() || streamVersion < 1) {
            throw new IllegalArgumentException(
                    "an event has a type and a stream, both with versions from 1: %s.v%d of %s at %d"
                            .formatted(type, typeVersion, stream, streamVersion));
        }
        if (position.number() < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "an event has a place in its log: number %d, %d of %d"
                            .formatted(position.number(), index, count));
        }
        actor = List.copyOf(actor);
    }

    /**
     * Names the event for ever: the same event published twice has the same id, by which
     * subscribers drop the second.
     */
    public String id() {
        return "%s.%s.%s.%d.%d"
                .formatted(
                        position.log().wire(),
                        position.owner().text(),
                        position.epoch(),
                        position.number(),
                        index);
    }
}
