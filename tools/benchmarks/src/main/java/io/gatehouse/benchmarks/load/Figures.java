package io.gatehouse.benchmarks.load;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.HdrHistogram.Histogram;

import java.util.List;

/**
 * What a load came to; every answer in it was right.
 *
 * @param perSecond answers
 * @param nanos of each answer
 */
public record Figures(double perSecond, Histogram nanos) {

    /** Together: the median rate, and the times of all answers. */
    static Figures together(List<Figures> all) {
        double[] rates = all.stream().mapToDouble(Figures::perSecond).toArray();
        Histogram times = new Histogram(3);
        all.forEach(one -> times.add(one.nanos));
        return new Figures(Rounds.median(rates), times);
    }

    public double micros(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }

    public double maxMillis() {
        return nanos.getMaxValue() / 1e6;
    }

    /** For the table. */
    public String line(String what) {
        return "%-52s %,12.0f %,12.0f %,12.0f %,12.1f"
                .formatted(what, perSecond, micros(50), micros(99), maxMillis());
    }

    /** Above lines. */
    public static String heading() {
        return "%-52s %12s %12s %12s %12s"
                .formatted("what", "per second", "p50 us", "p99 us", "max ms");
    }

    /** For the JSON file. */
    public void write(ObjectNode into) {
        into.put("perSecond", perSecond)
                .put("p50Micros", micros(50))
                .put("p99Micros", micros(99))
                .put("maxMillis", maxMillis())
                .put("answers", nanos.getTotalCount());
    }
}
