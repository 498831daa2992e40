package io.gatehouse.eventstore;

import java.util.stream.IntStream;

/**
 * Which partitions one relay serves.
 *
 * @param index from 0
 * @param count of relay shards in this deployment
 * @param partitions of every topic
 */
public record Shard(int index, int count, int partitions) {

    public Shard {
        if (count < 1 || index < 0 || index >= count || partitions < count) {
            throw new IllegalArgumentException(
                    "no such shard: %d of %d over %d partitions"
                            .formatted(index, count, partitions));
        }
    }

    Integer[] own() {
        return IntStream.range(0, partitions)
                .filter(partition -> partition % count == index)
                .boxed()
                .toArray(Integer[]::new);
    }
}
