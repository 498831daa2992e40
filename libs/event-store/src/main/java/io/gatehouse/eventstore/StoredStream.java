package io.gatehouse.eventstore;

import java.util.List;

/**
 * A stream as it was read.
 *
 * @param version of its last event; 0 when it has none
 */
public record StoredStream(StreamName name, long version, List<StoredEvent> events) {

    public StoredStream {
        events = List.copyOf(events);
    }
}
