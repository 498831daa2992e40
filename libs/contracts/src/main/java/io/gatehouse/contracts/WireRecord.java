package io.gatehouse.contracts;

import com.google.protobuf.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One record as Kafka will carry it. Whoever moves it moves bytes: nothing in it may be changed on
 * the way, or its MAC breaks.
 *
 * @param partition fixed by {@link Partitions}, never left to the client
 * @param value null for a tombstone
 * @param headers texts, sent as UTF-8
 */
public record WireRecord(
        String topic,
        int partition,
        String key,
        @Nullable ByteString value,
        Map<String, String> headers) {

    public WireRecord {
        if (partition < 0 || partition >= Topics.PARTITIONS) {
            throw new IllegalArgumentException("no such partition: %d".formatted(partition));
        }
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** A copy of the value's bytes; null for a tombstone. */
    public byte @Nullable [] valueBytes() {
        return value == null ? null : value.toByteArray();
    }
}
