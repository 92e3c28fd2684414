/** Quantiles of a stream over a sliding window of time, with a bound on the error of their rank. Not exported. */
@NullMarked
package io.metricskit.quantile;

import org.jspecify.annotations.NullMarked;
