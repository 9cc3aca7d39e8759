package dev.mooring.benchmarks.report;

/**
 * One measured number.
 *
 * @param work what was done
 * @param subject by whom, as a reader knows it
 * @param metric what the number is
 * @param value the number, in the unit that the metric names
 */
public record Sample(String work, String subject, String metric, double value) {}
