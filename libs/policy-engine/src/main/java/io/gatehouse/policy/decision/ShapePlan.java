package io.gatehouse.policy.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which shapes the patterns of a set are looked up by. Each request pays for each shape, so
 * patterns of several shapes are put under one that looks at less, as long as few then share a key:
 * in workload W the service and the name up to its second slash tell all statements apart.
 */
final class ShapePlan {

    /** At most so many patterns may share the key of a coarser shape. */
    private static final int FEW = 4;

    private static final int ALL_PARTS = Shape.SERVICE | Shape.REGION | Shape.ACCOUNT;

    /** One ARN pattern, and the shape that it is to be found by. */
    static final class Placed {
        final int statement;
        final ArnTest arn;
        final Shape own;
        final int depth;
        Shape shape;
        boolean moved;

        Placed(int statement, ArnTest arn) {
            this.statement = statement;
            this.arn = arn;
            this.own = Shape.of(arn);
            this.depth = Shape.depth(arn);
            this.shape = own;
        }
    }

    private ShapePlan() {}

    /** Gives each pattern its shape. */
    static void assign(List<Placed> patterns) {
        Set<Integer> depths = new TreeSet<>((a, b) -> Integer.compare(b, a));
        for (Placed pattern : patterns) {
            depths.add(pattern.depth);
        }
        for (int depth : depths) {
            merge(patterns, new Shape(Shape.SERVICE, depth));
            merge(patterns, new Shape(ALL_PARTS, depth));
        }
    }

    /** Puts under a shape all own shapes that fit wholly, if there are at least two. */
    private static void merge(List<Placed> patterns, Shape coarse) {
        Map<Long, Integer> counts = new HashMap<>();
        Map<Placed, Long> keys = new HashMap<>();
        Set<Shape> unfit = new HashSet<>();
        for (Placed pattern : patterns) {
            if (pattern.moved) {
                continue;
            }
            boolean looksAtMore =
                    (pattern.own.parts() & coarse.parts()) == coarse.parts()
                            && pattern.depth >= coarse.boundaries();
            if (looksAtMore) {
                long key = coarse.keyOf(pattern.arn, Shape.MOST_BOUNDARIES);
                keys.put(pattern, key);
                counts.merge(key, 1, Integer::sum);
            } else {
                unfit.add(pattern.own);
            }
        }
        keys.forEach((pattern, key) -> {
            if (counts.getOrDefault(key, 0) > FEW) {
                unfit.add(pattern.own);
            }
        });
        List<Placed> fit = new ArrayList<>();
        Set<Shape> merged = new HashSet<>();
        for (Placed pattern : keys.keySet()) {
            if (!unfit.contains(pattern.own)) {
                fit.add(pattern);
                merged.add(pattern.own);
            }
        }
        if (merged.size() > 1) {
            for (Placed pattern : fit) {
                pattern.shape = coarse;
                pattern.moved = true;
            }
        }
    }
}
