package io.gatehouse.eventstore;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * One record for Kafka, complete: the relay moves it byte by byte and knows nothing of it.
 *
 * @param value null for a tombstone. Not copied: do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // Moved, never compared.
public record OutboxRecord(
        String topic,
        int partition,
        String key,
        byte @Nullable [] value,
        Map<String, String> headers) {

    public OutboxRecord {
        if (topic.isBlank() || partition < 0) {
            throw new IllegalArgumentException(
                    "a record has a topic and a partition: `%s` %d".formatted(topic, partition));
        }
        headers = Map.copyOf(headers);
    }
}
