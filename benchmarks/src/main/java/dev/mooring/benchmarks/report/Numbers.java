package dev.mooring.benchmarks.report;

import java.util.Locale;

/** Numbers as a reader wants them: three digits that matter. */
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        double size = Math.abs(value);
        if (size < 0.005) {
            return "0";
        }
        if (Math.rint(value) == value || size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }

    /** A middle with its ends, or just the one value there is. */
    static String text(Spread spread) {
        String median = text(spread.median());
        String min = text(spread.min());
        String max = text(spread.max());
        return min.equals(max) ? median : median + " (" + min + " – " + max + ")";
    }
}
