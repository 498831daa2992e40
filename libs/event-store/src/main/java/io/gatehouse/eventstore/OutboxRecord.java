package io.gatehouse.eventstore;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/**
 * One record for Kafka, complete: the relay moves it byte by byte and knows nothing of it.
 *
 * @param value null for a tombstone. Not copied: do not change it
 * @param tombstoneAfter how long after its command the key is forgotten, by a record without a
 *     value (see {@link Tombstones}); null for a key that stays
 */
@SuppressWarnings("ArrayRecordComponent") // Moved, never compared.
public record OutboxRecord(
        String topic,
        int partition,
        String key,
        byte @Nullable [] value,
        Map<String, String> headers,
        @Nullable Duration tombstoneAfter) {

    public OutboxRecord {
        if (topic.isBlank() || partition < 0) {
            throw new IllegalArgumentException(
                    "a record has a topic and a partition: `%s` %d".formatted(topic, partition));
        }
        headers = Map.copyOf(headers);
    }

    /** A record whose key stays. */
    public OutboxRecord(
            String topic,
            int partition,
            String key,
            byte @Nullable [] value,
            Map<String, String> headers) {
        this(topic, partition, key, value, headers, null);
    }

    /** The same, as the last record of its key. */
    public OutboxRecord forgottenAfter(Duration delay) {
        return new OutboxRecord(topic, partition, key, value, headers, delay);
    }
}
