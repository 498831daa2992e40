package io.gatehouse.policy.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the statements of a set that may match, without looking at the others (PERFORMANCE, "What
 * was learnt about the index").
 *
 * <p>By action: each action asked for is resolved once to a bit for each statement. By resource:
 * each ARN pattern stands in a bucket under the hash of its literal parts; a request probes once
 * for each shape of pattern that occurs in the set, a handful. Patterns with wildcards in early
 * parts are a shape like any other, so they need no scan. What is found is always compared in full.
 *
 * <p>Immutable but for the rows of actions; safe for any number of threads.
 */
final class SetIndex {

    /** Longer buckets are filtered by action once for each action. */
    private static final int LONG_BUCKET = 8;

    private final CompiledStatement[] statements;
    private final int[] general;
    private final int[] shapeParts;
    private final int[] shapeBoundaries;
    private final int mostBoundaries;
    private final long[] keys;
    private final int[] bucketAt;
    private final int[][] buckets;
    private final int[] longId;
    private final List<int[]> longBuckets = new ArrayList<>();
    private final boolean[] severalPatterns;
    private final ActionRows rows = new ActionRows();

    SetIndex(CompiledStatement[] statements) {
        this.statements = statements;
        this.severalPatterns = new boolean[statements.length];
        List<Integer> inGeneral = new ArrayList<>();
        Set<Shape> shapes = new LinkedHashSet<>();
        Map<Long, List<Integer>> byKey = new LinkedHashMap<>();
        for (int i = 0; i < statements.length; i++) {
            ResourceTest resource = statements[i].resource;
            if (resource == null || resource.isNegated() || resource.coversEverything()) {
                inGeneral.add(i);
                continue;
            }
            int patterns = 0;
            for (ResourceTest.Pattern pattern : resource.patterns()) {
                ArnTest arn = pattern.arn();
                if (arn != null) {
                    Shape shape = Shape.of(arn);
                    shapes.add(shape);
                    List<Integer> bucket =
                            byKey.computeIfAbsent(shape.keyOf(arn), _ -> new ArrayList<>());
                    if (bucket.isEmpty() || bucket.getLast() != i) {
                        bucket.add(i);
                    }
                    patterns++;
                }
            }
            severalPatterns[i] = patterns > 1;
        }
        this.general = ints(inGeneral);
        this.shapeParts = shapes.stream().mapToInt(Shape::parts).toArray();
        this.shapeBoundaries = shapes.stream().mapToInt(Shape::boundaries).toArray();
        this.mostBoundaries = Math.max(0, Arrays.stream(shapeBoundaries).max().orElse(0));
        int capacity = Integer.highestOneBit(Math.max(4, byKey.size() * 4 - 1));
        this.keys = new long[capacity];
        this.bucketAt = new int[capacity];
        this.buckets = new int[byKey.size()][];
        this.longId = new int[byKey.size()];
        fill(byKey);
    }

    private void fill(Map<Long, List<Integer>> byKey) {
        Arrays.fill(bucketAt, -1);
        int mask = keys.length - 1;
        int bucket = 0;
        for (Map.Entry<Long, List<Integer>> entry : byKey.entrySet()) {
            buckets[bucket] = ints(entry.getValue());
            longId[bucket] = -1;
            if (buckets[bucket].length > LONG_BUCKET) {
                longId[bucket] = longBuckets.size();
                longBuckets.add(buckets[bucket]);
            }
            int slot = (int) entry.getKey().longValue() & mask;
            while (bucketAt[slot] >= 0) {
                slot = (slot + 1) & mask;
            }
            keys[slot] = entry.getKey();
            bucketAt[slot] = bucket;
            bucket++;
        }
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Hands each statement that matches to the evaluation's candidates, each once. */
    void find(Evaluation evaluation) {
        ActionRow row = rows.find(evaluation.actionName);
        if (row == null) {
            row = rows.add(row(evaluation));
        }
        Candidates found = evaluation.candidates;
        found.begin(statements.length);
        for (int statement : row.general) {
            ask(statement, evaluation, found);
        }
        if (!evaluation.resourceIsArn || buckets.length == 0) {
            return;
        }
        ArnHashes hashes = evaluation.hashes;
        hashes.read(evaluation.resource, evaluation.starts, mostBoundaries);
        for (int shape = 0; shape < shapeParts.length; shape++) {
            int boundaries = shapeBoundaries[shape];
            if (boundaries == Shape.WHOLE || hashes.has(boundaries)) {
                probe(hashes.key(shapeParts[shape], boundaries), row, evaluation, found);
            }
        }
    }

    private void probe(long key, ActionRow row, Evaluation evaluation, Candidates found) {
        int mask = keys.length - 1;
        for (int slot = (int) key & mask; bucketAt[slot] >= 0; slot = (slot + 1) & mask) {
            if (keys[slot] != key) {
                continue;
            }
            int bucket = bucketAt[slot];
            boolean filtered = longId[bucket] >= 0;
            int[] entries = filtered ? row.buckets[longId[bucket]] : buckets[bucket];
            for (int statement : entries) {
                if (!filtered && !row.has(statement)) {
                    continue;
                }
                if (!severalPatterns[statement] || found.firstTime(statement)) {
                    ask(statement, evaluation, found);
                }
            }
            return;
        }
    }

    private void ask(int index, Evaluation evaluation, Candidates found) {
        int naming = statements[index].matchesBeyondAction(evaluation);
        if (naming != PrincipalTest.NOBODY) {
            found.add(index, naming);
        }
    }

    /** Resolves one action against every distinct action element. */
    private ActionRow row(Evaluation evaluation) {
        Map<ActionTest, Boolean> known = new HashMap<>();
        long[] bits = new long[(statements.length + 63) >> 6];
        for (int i = 0; i < statements.length; i++) {
            boolean matches =
                    known.computeIfAbsent(statements[i].action, test -> test.matches(evaluation));
            if (matches) {
                bits[i >> 6] |= 1L << i;
            }
        }
        int[][] filtered = new int[longBuckets.size()][];
        for (int i = 0; i < filtered.length; i++) {
            filtered[i] = only(longBuckets.get(i), bits);
        }
        return new ActionRow(evaluation.actionName, bits, only(general, bits), filtered);
    }

    private static int[] only(int[] indexes, long[] bits) {
        return Arrays.stream(indexes).filter(i -> (bits[i >> 6] & 1L << i) != 0).toArray();
    }
}
