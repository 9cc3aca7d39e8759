package dev.mooring.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * Where the values of a metric lie.
 *
 * @param min the least
 * @param median the middle one, or the mean of the two
 * @param max the greatest
 */
public record Spread(double min, double median, double max) {
    /** The spread of the values; empty when there is none. */
    public static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1)));
    }
}
