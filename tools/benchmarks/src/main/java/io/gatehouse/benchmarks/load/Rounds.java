package io.gatehouse.benchmarks.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Loads in turns, so that what else the machine does hits all alike; each round goes the other way
 * round than the one before. A ratio is taken within a round, and the median of the rounds counts.
 */
public final class Rounds {

    private final Map<String, List<Figures>> figures = new LinkedHashMap<>();

    private Rounds() {}

    /**
     * @param loads in the order in which they are shown
     */
    public static Rounds of(int rounds, Map<String, Supplier<Figures>> loads) {
        Rounds all = new Rounds();
        loads.keySet().forEach(name -> all.figures.put(name, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            List<Map.Entry<String, Supplier<Figures>>> turns = new ArrayList<>(loads.entrySet());
            for (var turn : round % 2 == 0 ? turns : turns.reversed()) {
                all.of(turn.getKey()).add(turn.getValue().get());
            }
        }
        return all;
    }

    private List<Figures> of(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    public Set<String> names() {
        return figures.keySet();
    }

    /** The median rate of the rounds, and the times of all answers. */
    public Figures median(String name) {
        return Figures.together(of(name));
    }

    /** The median of the ratios in the same round. */
    public double ratio(String of, String to, ToDoubleFunction<Figures> figure) {
        List<Figures> above = of(of);
        List<Figures> below = of(to);
        double[] ratios = new double[above.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(above.get(i)) / figure.applyAsDouble(below.get(i));
        }
        return median(ratios);
    }

    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
