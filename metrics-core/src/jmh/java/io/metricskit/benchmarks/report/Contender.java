package io.metricskit.benchmarks.report;

/**
 * One of those that a group compares: a column of its table.
 *
 * @param id the name of its benchmark method, or its value of the parameter {@code library}
 * @param title the column's heading
 */
public record Contender(String id, String title) {}
