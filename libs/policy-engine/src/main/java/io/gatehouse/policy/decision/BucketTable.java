package io.gatehouse.policy.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An open-addressed table from hashes to numbers, or to lists of them. Half of each hash is kept as
 * a fingerprint beside its value, so that a look-up touches one line of memory; whatever is found
 * may be wrong and must be compared. Immutable.
 */
final class BucketTable {

    /** Where there is nothing. */
    static final int NONE = Integer.MIN_VALUE;

    /** Fingerprint and value by turns; an eighth to a quarter full. */
    private final int[] slots;

    private final int shift;
    private final int[][] several;

    BucketTable(Map<Long, List<Integer>> byKey) {
        int capacity = Integer.highestOneBit(Math.max(4, byKey.size() * 2 - 1)) * 4;
        slots = new int[2 * capacity];
        Arrays.fill(slots, NONE);
        shift = 64 - Integer.numberOfTrailingZeros(capacity);
        several =
                byKey.values().stream()
                        .filter(l -> l.size() > 1)
                        .map(l -> l.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new);
        int next = 0;
        for (Map.Entry<Long, List<Integer>> entry : byKey.entrySet()) {
            long mixed = mixed(entry.getKey());
            int slot = (int) (mixed >>> shift);
            while (slots[2 * slot + 1] != NONE) {
                slot = (slot + 1) & (capacity - 1);
            }
            slots[2 * slot] = (int) mixed;
            slots[2 * slot + 1] =
                    entry.getValue().size() == 1 ? ~entry.getValue().getFirst() : next++;
        }
    }

    /**
     * {@link #NONE}; or, if negative, a {@link #single} number; or the index of {@link #several}.
     */
    int find(long key) {
        int[] table = slots;
        int mask = table.length - 2;
        long mixed = mixed(key);
        int at = 2 * (int) (mixed >>> shift);
        while (true) {
            int value = table[at + 1];
            if (value == NONE || table[at] == (int) mixed) {
                return value;
            }
            at = (at + 2) & mask;
        }
    }

    /** The number that a negative value stands for. */
    static int single(int found) {
        return ~found;
    }

    /** The numbers under an index, ascending; not to be changed. */
    int[] several(int found) {
        return several[found];
    }

    int severals() {
        return several.length;
    }

    private static long mixed(long key) {
        return key * 0x9E37_79B9_7F4A_7C15L;
    }
}
