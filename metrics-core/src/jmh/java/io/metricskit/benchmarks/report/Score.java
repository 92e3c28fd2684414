package io.metricskit.benchmarks.report;

/**
 * What was measured of one contender in one case.
 *
 * @param value a time or a size; less is better
 * @param unit the unit of the value, such as {@code ns}
 * @param allocated bytes allocated by one operation, NaN where that was not measured
 */
public record Score(double value, String unit, double allocated) {}
