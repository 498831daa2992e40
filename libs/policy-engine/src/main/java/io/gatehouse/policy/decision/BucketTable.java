package io.gatehouse.policy.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An open-addressed table, at most a quarter full, from the keys of ARNs to statements. */
final class BucketTable {

    /** Where there is no bucket. */
    static final int NONE = -1;

    private final long[] keys;
    private final int[] bucketAt;
    private final int shift;
    private final int[][] buckets;

    BucketTable(Map<Long, List<Integer>> byKey) {
        int capacity = Integer.highestOneBit(Math.max(4, byKey.size() * 4)) * 2;
        keys = new long[capacity];
        bucketAt = new int[capacity];
        shift = 64 - Integer.numberOfTrailingZeros(capacity);
        buckets = new int[byKey.size()][];
        Arrays.fill(bucketAt, NONE);
        int bucket = 0;
        for (Map.Entry<Long, List<Integer>> entry : byKey.entrySet()) {
            buckets[bucket] = entry.getValue().stream().mapToInt(Integer::intValue).toArray();
            int slot = slot(entry.getKey());
            while (bucketAt[slot] != NONE) {
                slot = (slot + 1) & (capacity - 1);
            }
            keys[slot] = entry.getKey();
            bucketAt[slot] = bucket;
            bucket++;
        }
    }

    /** The bucket under a key, or {@link #NONE}. */
    int find(long key) {
        int mask = keys.length - 1;
        for (int slot = slot(key); ; slot = (slot + 1) & mask) {
            int bucket = bucketAt[slot];
            if (bucket == NONE || keys[slot] == key) {
                return bucket;
            }
        }
    }

    int size() {
        return buckets.length;
    }

    /** Its statements, in order; not to be changed. */
    int[] statements(int bucket) {
        return buckets[bucket];
    }

    private int slot(long key) {
        return (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> shift);
    }
}
