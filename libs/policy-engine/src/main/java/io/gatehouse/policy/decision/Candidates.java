package io.gatehouse.policy.decision;

import java.util.Arrays;

/**
 * The statements of one set that match, in the order of the set whatever order they were found in.
 * Reused, for one thread.
 */
final class Candidates {

    private int[] indexes = new int[16];
    private int[] namings = new int[16];
    private int size;

    /** Which statements were asked already, by the number of the search: never cleared. */
    private int[] asked = new int[64];

    private int search;

    void begin(int statements) {
        size = 0;
        search++;
        if (asked.length < statements || search == Integer.MAX_VALUE) {
            asked = new int[Math.max(statements, asked.length)];
            search = 1;
        }
    }

    /** Whether the statement has not been asked in this search. */
    boolean firstTime(int statement) {
        if (asked[statement] == search) {
            return false;
        }
        asked[statement] = search;
        return true;
    }

    void add(int index, int naming) {
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * size);
            namings = Arrays.copyOf(namings, 2 * size);
        }
        int at = size;
        while (at > 0 && indexes[at - 1] > index) {
            indexes[at] = indexes[at - 1];
            namings[at] = namings[at - 1];
            at--;
        }
        indexes[at] = index;
        namings[at] = naming;
        size++;
    }

    int size() {
        return size;
    }

    int index(int i) {
        return indexes[i];
    }

    int naming(int i) {
        return namings[i];
    }
}
