package dev.mooring.benchmarks.report;

import java.util.Optional;

/** Answers questions about samples. */
public final class Figures {
    private final Samples samples;

    /** Figures of these samples. */
    public Figures(Samples samples) {
        this.samples = samples;
    }

    Optional<Double> median(String work, String subject, String metric) {
        return samples.spread(work, subject, metric).map(Spread::median);
    }

    Optional<Double> min(String work, String subject, String metric) {
        return samples.spread(work, subject, metric).map(Spread::min);
    }

    Optional<Double> max(String work, String subject, String metric) {
        return samples.spread(work, subject, metric).map(Spread::max);
    }

    /** The median of one subject over that of another. */
    Optional<Double> ratio(String work, String subject, String other, String metric) {
        return median(work, subject, metric)
                .flatMap(value -> median(work, other, metric).map(base -> value / base));
    }

    /** The least value of one subject over that of another: what else a machine does can only add. */
    Optional<Double> leastRatio(String work, String subject, String other, String metric) {
        return min(work, subject, metric)
                .flatMap(value -> min(work, other, metric).map(base -> value / base));
    }
}
