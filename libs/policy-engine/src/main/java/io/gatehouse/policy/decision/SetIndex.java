package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
 * for each {@link Shape} that occurs in the set, a handful. Patterns with wildcards in early parts
 * are a shape like any other, so they need no scan. What is found is always compared in full.
 *
 * <p>Immutable but for the rows of actions; safe for any number of threads.
 */
final class SetIndex {

    /** Longer buckets are filtered by action once for each action. */
    private static final int LONG_BUCKET = 8;

    private final CompiledStatement[] statements;
    private final int[] general;

    /** Sorted by parts, so that their share of the key is made once. */
    private final Shape[] shapes;

    private final int[] shapeParts;
    private final int[] shapeBoundaries;
    private final int mostBoundaries;
    private final BucketTable table;

    /** For each bucket, its place among the long ones, or -1. */
    private final int[] longId;

    private final List<int[]> longBuckets = new ArrayList<>();

    /**
     * The pattern of a statement that has one alone and nothing else to ask: no need to touch it.
     */
    private final @Nullable ArnTest[] patternAlone;

    private final boolean[] severalPatterns;
    private final ActionRows rows = new ActionRows();

    SetIndex(CompiledStatement[] statements) {
        this.statements = statements;
        this.severalPatterns = new boolean[statements.length];
        this.patternAlone = new ArnTest[statements.length];
        List<Integer> inGeneral = new ArrayList<>();
        Set<Shape> found = new LinkedHashSet<>();
        for (int i = 0; i < statements.length; i++) {
            if (isGeneral(statements[i].resource)) {
                inGeneral.add(i);
            } else {
                arns(statements[i]).forEach(arn -> found.add(Shape.of(arn)));
            }
        }
        this.general = inGeneral.stream().mapToInt(Integer::intValue).toArray();
        this.shapes =
                found.stream()
                        .sorted(
                                Comparator.comparingInt(Shape::parts)
                                        .thenComparingInt(Shape::boundaries))
                        .toArray(Shape[]::new);
        this.shapeParts = Arrays.stream(shapes).mapToInt(Shape::parts).toArray();
        this.shapeBoundaries = Arrays.stream(shapes).mapToInt(Shape::boundaries).toArray();
        this.mostBoundaries = Math.max(0, Arrays.stream(shapeBoundaries).max().orElse(0));
        this.table = new BucketTable(buckets());
        this.longId = new int[table.size()];
        for (int bucket = 0; bucket < longId.length; bucket++) {
            longId[bucket] = -1;
            if (table.statements(bucket).length > LONG_BUCKET) {
                longId[bucket] = longBuckets.size();
                longBuckets.add(table.statements(bucket));
            }
        }
    }

    private static boolean isGeneral(@Nullable ResourceTest resource) {
        return resource == null || resource.isNegated() || resource.coversEverything();
    }

    private static List<ArnTest> arns(CompiledStatement statement) {
        List<ArnTest> arns = new ArrayList<>();
        if (statement.resource != null) {
            for (ResourceTest.Pattern pattern : statement.resource.patterns()) {
                if (pattern.arn() != null) {
                    arns.add(pattern.arn());
                }
            }
        }
        return arns;
    }

    private Map<Long, List<Integer>> buckets() {
        Map<Long, List<Integer>> byKey = new LinkedHashMap<>();
        for (int i = 0; i < statements.length; i++) {
            if (isGeneral(statements[i].resource)) {
                continue;
            }
            List<ArnTest> arns = arns(statements[i]);
            severalPatterns[i] = arns.size() > 1;
            if (arns.size() == 1 && statements[i].asksNothingButActionAndResource()) {
                patternAlone[i] = arns.getFirst();
            }
            for (ArnTest arn : arns) {
                long key = Shape.of(arn).keyOf(arn, mostBoundaries);
                List<Integer> bucket = byKey.computeIfAbsent(key, _ -> new ArrayList<>());
                if (bucket.isEmpty() || bucket.getLast() != i) {
                    bucket.add(i);
                }
            }
        }
        return byKey;
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
        if (!evaluation.resourceIsArn || shapes.length == 0) {
            return;
        }
        ArnHashes hashes = evaluation.hashes;
        hashes.read(evaluation.resource, evaluation.starts, mostBoundaries);
        int parts = -1;
        long ofParts = 0;
        for (int i = 0; i < shapeParts.length; i++) {
            if (shapeParts[i] != parts) {
                parts = shapeParts[i];
                ofParts = hashes.ofParts(parts);
            }
            int boundaries = shapeBoundaries[i];
            if (hashes.has(boundaries)) {
                int bucket = table.find(ofParts + hashes.ofName(boundaries));
                if (bucket != BucketTable.NONE) {
                    askBucket(bucket, row, evaluation, found);
                }
            }
        }
    }

    private void askBucket(int bucket, ActionRow row, Evaluation evaluation, Candidates found) {
        boolean filtered = longId[bucket] >= 0;
        int[] entries = filtered ? row.buckets[longId[bucket]] : table.statements(bucket);
        for (int statement : entries) {
            if (!filtered && !row.has(statement)) {
                continue;
            }
            if (!severalPatterns[statement] || found.firstTime(statement)) {
                ask(statement, evaluation, found);
            }
        }
    }

    private void ask(int index, Evaluation evaluation, Candidates found) {
        ArnTest arn = patternAlone[index];
        if (arn != null) {
            if (arn.matches(evaluation.resource, evaluation.starts, evaluation)) {
                found.add(index, PrincipalTest.DIRECTLY);
            }
            return;
        }
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
