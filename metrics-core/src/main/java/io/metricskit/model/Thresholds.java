package io.metricskit.model;

import io.metricskit.encoding.LineMiddle;
import java.util.Arrays;

/**
 * The ascending numbers that tell the samples of one series apart: the upper bounds of a histogram's buckets, or the
 * quantiles of a summary.
 *
 * <p>Their text is part of a series' identity, so each is encoded once, in the canonical form of OpenMetrics
 * ({@code 1.0}, {@code 0.005}, {@code 1e+06}, {@code +Inf}), and is the same in every format. Immutable.
 *
 * <pre>{@code
 * Thresholds bounds = Thresholds.upperBounds(0.1, 0.5, 1);
 * }</pre>
 */
public final class Thresholds {

    private final double[] values;

    /** Each as the last label of a sample, <code>le="0.5"} </code>. */
    private final LineMiddle[] lastPairs;

    private Thresholds(String label, double[] values) {
        this.values = values;
        this.lastPairs = new LineMiddle[values.length];
        for (int i = 0; i < values.length; i++) {
            lastPairs[i] = LineMiddle.lastLabel(label, values[i]);
        }
    }

    /**
     * Returns the bounds of a histogram's buckets.
     *
     * @param finite the finite bounds, strictly ascending; {@code +Inf} is added
     * @throws IllegalArgumentException if they are not finite and strictly ascending
     */
    public static Thresholds upperBounds(double... finite) {
        double[] bounds = new double[finite.length + 1];
        for (int i = 0; i < finite.length; i++) {
            if (!Double.isFinite(finite[i]) || (i > 0 && finite[i] <= finite[i - 1])) {
                throw new IllegalArgumentException("upper bounds must be finite and strictly ascending, but bound "
                        + (i + 1) + " is " + finite[i] + (i > 0 ? " after " + finite[i - 1] : ""));
            }
            bounds[i] = finite[i] + 0.0; // turns -0.0 into 0.0
        }
        bounds[finite.length] = Double.POSITIVE_INFINITY;
        return new Thresholds("le", bounds);
    }

    /**
     * Returns the quantiles of a summary.
     *
     * @param quantiles numbers from 0 to 1, strictly ascending
     * @throws IllegalArgumentException if they are not
     */
    public static Thresholds quantiles(double... quantiles) {
        for (int i = 0; i < quantiles.length; i++) {
            if (!(quantiles[i] >= 0 && quantiles[i] <= 1) || (i > 0 && quantiles[i] <= quantiles[i - 1])) {
                throw new IllegalArgumentException("quantiles must lie from 0 to 1 and ascend strictly, but quantile "
                        + (i + 1) + " is " + quantiles[i] + (i > 0 ? " after " + quantiles[i - 1] : ""));
            }
        }
        return new Thresholds("quantile", quantiles.clone());
    }

    /** Returns how many there are, {@code +Inf} included. */
    public int size() {
        return values.length;
    }

    /**
     * Returns one of them.
     *
     * @param index from 0
     */
    public double get(int index) {
        return values[index];
    }

    /**
     * Returns the index of one of them, or -1.
     *
     * @param value any number
     */
    public int indexOf(double value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return -1;
    }

    /** Returns all of them, in a new array. */
    public double[] toArray() {
        return values.clone();
    }

    /** Returns all of them, such as {@code [0.5, 1.0, Infinity]}. */
    @Override
    public String toString() {
        return Arrays.toString(values);
    }

    /**
     * Returns one as the last label pair of a sample, with the brace and the blank behind it.
     *
     * @param index from 0
     */
    public LineMiddle lastPair(int index) {
        return lastPairs[index];
    }
}
