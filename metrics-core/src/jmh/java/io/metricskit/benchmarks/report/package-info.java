/** From benchmarks to {@code docs/benchmarks.md}: runs groups of them and writes one table for each. */
@NullMarked
package io.metricskit.benchmarks.report;

import org.jspecify.annotations.NullMarked;
