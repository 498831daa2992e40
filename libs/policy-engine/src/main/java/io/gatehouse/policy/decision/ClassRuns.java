package io.gatehouse.policy.decision;

import java.util.Arrays;

/**
 * Many statements that a resource leads to, sorted by the class of their action element, so that
 * only those whose action matches are asked. Immutable.
 */
final class ClassRuns {

    /** Up to this many classes are tried in turn. */
    private static final int FEW = 16;

    private final int[] numbers;
    private final int[][] statements;
    private final long[] mask;

    ClassRuns(int[] all, ActionClasses classes) {
        numbers = Arrays.stream(all).map(classes::classOf).sorted().distinct().toArray();
        statements = new int[numbers.length][];
        mask = new long[classes.words()];
        for (int i = 0; i < numbers.length; i++) {
            int number = numbers[i];
            mask[number >> 6] |= 1L << number;
            statements[i] = Arrays.stream(all).filter(s -> classes.classOf(s) == number).toArray();
        }
    }

    /** Asks the statements whose class is among the bits. */
    void ask(SetIndex index, long[] bits, Evaluation evaluation) {
        if (numbers.length <= FEW) {
            for (int i = 0; i < numbers.length; i++) {
                if (ActionClasses.has(bits, numbers[i])) {
                    index.askEach(statements[i], evaluation);
                }
            }
            return;
        }
        for (int word = 0; word < mask.length; word++) {
            for (long left = bits[word] & mask[word]; left != 0; left &= left - 1) {
                int number = (word << 6) + Long.numberOfTrailingZeros(left);
                index.askEach(statements[Arrays.binarySearch(numbers, number)], evaluation);
            }
        }
    }
}
