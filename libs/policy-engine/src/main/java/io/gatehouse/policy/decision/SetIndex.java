package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the statements of a set that may match, without looking at the others (PERFORMANCE, "What
 * was learnt about the index").
 *
 * <p>By resource: each ARN pattern stands in a bucket under the hash of its literal parts; a
 * request probes once for each {@link Shape} that the {@link ShapePlan} of the set uses, mostly one
 * to three. By action: the bits of {@link ActionClasses}, fetched when the first statement is
 * found. What is found is always compared in full. Immutable, safe for any number of threads.
 */
final class SetIndex {

    /** Longer buckets are sorted by action. */
    private static final int LONG_BUCKET = 8;

    private final CompiledStatement[] statements;
    private final ActionClasses classes;

    /** Statements that no resource can be looked up for; null if there are none. */
    private final @Nullable ClassRuns general;

    private final int[] shapeParts;
    private final int[] shapeBoundaries;
    private final int mostBoundaries;
    private final boolean wantsWhole;
    private final BucketTable table;

    /** For each bucket of several statements: in order of actions if it is long. */
    private final @Nullable ClassRuns[] runs;

    SetIndex(CompiledStatement[] statements) {
        this.statements = statements;
        this.classes = new ActionClasses(statements);
        List<ShapePlan.Placed> patterns = new ArrayList<>();
        List<Integer> unplaced = new ArrayList<>();
        for (int i = 0; i < statements.length; i++) {
            if (statements[i].isGeneral()) {
                unplaced.add(i);
            }
            for (ArnTest arn : statements[i].arns) {
                patterns.add(new ShapePlan.Placed(i, arn));
            }
        }
        this.general =
                unplaced.isEmpty()
                        ? null
                        : new ClassRuns(
                                unplaced.stream().mapToInt(Integer::intValue).toArray(), classes);
        ShapePlan.assign(patterns);
        Shape[] shapes =
                patterns.stream()
                        .map(p -> p.shape)
                        .distinct()
                        .sorted(
                                Comparator.comparingInt(Shape::parts)
                                        .thenComparingInt(Shape::boundaries))
                        .toArray(Shape[]::new);
        this.shapeParts = Arrays.stream(shapes).mapToInt(Shape::parts).toArray();
        this.shapeBoundaries = Arrays.stream(shapes).mapToInt(Shape::boundaries).toArray();
        this.mostBoundaries = Math.max(0, Arrays.stream(shapeBoundaries).max().orElse(0));
        this.wantsWhole = Arrays.stream(shapeBoundaries).anyMatch(b -> b == Shape.WHOLE);
        this.table = new BucketTable(buckets(patterns, mostBoundaries));
        this.runs = new ClassRuns[table.severals()];
        for (int bucket = 0; bucket < runs.length; bucket++) {
            int[] all = table.several(bucket);
            if (all.length > LONG_BUCKET) {
                runs[bucket] = new ClassRuns(all, classes);
            }
        }
    }

    private static Map<Long, List<Integer>> buckets(List<ShapePlan.Placed> patterns, int most) {
        Map<Long, List<Integer>> byKey = new LinkedHashMap<>();
        for (ShapePlan.Placed pattern : patterns) {
            long key = pattern.shape.keyOf(pattern.arn, most);
            List<Integer> bucket = byKey.computeIfAbsent(key, _ -> new ArrayList<>(1));
            if (bucket.isEmpty() || bucket.getLast() != pattern.statement) {
                bucket.add(pattern.statement);
            }
        }
        return byKey;
    }

    /** Hands each statement that matches to the evaluation's candidates, each once. */
    void find(Evaluation evaluation) {
        evaluation.candidates.begin(statements.length);
        long[] actions = null;
        if (general != null) {
            actions = evaluation.actionBits(classes);
            general.ask(this, actions, evaluation);
        }
        int[] allParts = shapeParts;
        ArnHeads.Head head = allParts.length == 0 ? null : evaluation.resourceHead();
        if (head == null) {
            return;
        }
        ArnHashes hashes = evaluation.hashes;
        hashes.read(
                evaluation.resource, evaluation.resourceLength, head, mostBoundaries, wantsWhole);
        int parts = -1;
        long ofParts = 0;
        for (int i = 0; i < allParts.length; i++) {
            if (allParts[i] != parts) {
                parts = allParts[i];
                ofParts = hashes.ofParts(parts);
            }
            int boundaries = shapeBoundaries[i];
            if (!hashes.has(boundaries)) {
                continue;
            }
            int found = table.find(ofParts + hashes.ofName(boundaries));
            if (found != BucketTable.NONE) {
                if (actions == null) {
                    actions = evaluation.actionBits(classes);
                }
                askFound(found, actions, evaluation);
            }
        }
    }

    private void askFound(int found, long[] actions, Evaluation evaluation) {
        if (found < 0) {
            int statement = BucketTable.single(found);
            if (ActionClasses.has(actions, classes.classOf(statement))) {
                ask(statement, evaluation);
            }
            return;
        }
        ClassRuns sorted = runs[found];
        if (sorted != null) {
            sorted.ask(this, actions, evaluation);
            return;
        }
        for (int statement : table.several(found)) {
            if (ActionClasses.has(actions, classes.classOf(statement))) {
                ask(statement, evaluation);
            }
        }
    }

    /** Asks statements whose action is known to match. */
    void askEach(int[] several, Evaluation evaluation) {
        for (int statement : several) {
            ask(statement, evaluation);
        }
    }

    private void ask(int index, Evaluation evaluation) {
        CompiledStatement statement = statements[index];
        Candidates found = evaluation.candidates;
        if (statement.arns.size() > 1 && !found.firstTime(index)) {
            return;
        }
        int naming = statement.matchesKnowingAction(evaluation);
        if (naming != PrincipalTest.NOBODY) {
            found.add(index, naming);
        }
    }
}
