package io.gatehouse.policy.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The distinct Action and NotAction elements of one set of policies, numbered, and which of them
 * match an action: one bit for each.
 *
 * <p>Every pattern stands under the hash of its literal start ({@code s3:get} of {@code s3:Get*}).
 * An action is read once from left to right, and looked up at the lengths that literal starts of
 * this set have. So resolving an action costs some fifty nanoseconds, however many statements the
 * set has and whatever the caller makes up; {@link ActionMemory} saves even that. Immutable, safe
 * for any number of threads.
 */
final class ActionClasses {

    private static final long M = 0x9E37_79B9_7F4A_7C15L;
    private static final AtomicLong NEXT = new AtomicLong(1);

    /** Of this set of classes, within one JVM; never 0. */
    final long id = NEXT.getAndIncrement();

    /** The class of each statement. */
    private final int[] classOf;

    /** What holds for an action that no pattern matches. */
    private final long[] initial;

    private final ActionTest.Pattern[] patterns;

    /** The classes that a matching pattern sets (Action) or clears (NotAction). */
    private final int[][] classesOf;

    private final boolean[] negated;

    /** Lengths of literal starts, ascending. */
    private final int[] lengths;

    private final BucketTable byStart;

    ActionClasses(CompiledStatement[] statements) {
        Map<ActionTest, Integer> numbers = new LinkedHashMap<>();
        classOf = new int[statements.length];
        for (int i = 0; i < statements.length; i++) {
            classOf[i] = numbers.computeIfAbsent(statements[i].action, _ -> numbers.size());
        }
        List<ActionTest> tests = List.copyOf(numbers.keySet());
        initial = new long[Math.max(1, (tests.size() + 63) >> 6)];
        negated = new boolean[tests.size()];
        Map<ActionTest.Pattern, List<Integer>> uses = new LinkedHashMap<>();
        for (int number = 0; number < negated.length; number++) {
            ActionTest test = tests.get(number);
            negated[number] = test.isNegated();
            if (test.hasStar() != negated[number]) {
                initial[number >> 6] |= 1L << number;
            }
            for (ActionTest.Pattern pattern : test.patterns()) {
                if (!test.hasStar() && !pattern.vendor().isEmpty()) {
                    uses.computeIfAbsent(pattern, _ -> new ArrayList<>()).add(number);
                }
            }
        }
        patterns = uses.keySet().toArray(ActionTest.Pattern[]::new);
        classesOf =
                uses.values().stream()
                        .map(l -> l.stream().mapToInt(Integer::intValue).distinct().toArray())
                        .toArray(int[][]::new);
        Map<Long, List<Integer>> buckets = new HashMap<>();
        for (int i = 0; i < patterns.length; i++) {
            buckets.computeIfAbsent(hash(patterns[i].literalStart()), _ -> new ArrayList<>())
                    .add(i);
        }
        byStart = new BucketTable(buckets);
        lengths =
                Arrays.stream(patterns)
                        .mapToInt(p -> p.literalStart().length())
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private static long hash(String start) {
        long hash = 0;
        for (int i = 0; i < start.length(); i++) {
            hash = step(hash, start.charAt(i));
        }
        return hash;
    }

    private static long step(long hash, char c) {
        long mixed = (hash ^ c) * M;
        return mixed ^ (mixed >>> 29);
    }

    int classOf(int statement) {
        return classOf[statement];
    }

    /** How many longs the bits of one action take. */
    int words() {
        return initial.length;
    }

    /** Writes the bits of the evaluation's action. */
    void resolve(Evaluation evaluation, long[] bits) {
        System.arraycopy(initial, 0, bits, 0, initial.length);
        char[] action = evaluation.action();
        int length = evaluation.actionName().length();
        long hash = 0;
        int read = 0;
        for (int wanted : lengths) {
            if (wanted > length) {
                return;
            }
            while (read < wanted) {
                hash = step(hash, action[read++]);
            }
            int found = byStart.find(hash);
            if (found == BucketTable.NONE) {
                continue;
            }
            if (found < 0) {
                apply(BucketTable.single(found), evaluation, bits);
            } else {
                for (int pattern : byStart.several(found)) {
                    apply(pattern, evaluation, bits);
                }
            }
        }
    }

    private void apply(int pattern, Evaluation evaluation, long[] bits) {
        if (!ActionTest.matches(patterns[pattern], evaluation)) {
            return;
        }
        for (int number : classesOf[pattern]) {
            if (negated[number]) {
                bits[number >> 6] &= ~(1L << number);
            } else {
                bits[number >> 6] |= 1L << number;
            }
        }
    }

    static boolean has(long[] bits, int number) {
        return (bits[number >> 6] & 1L << number) != 0;
    }
}
