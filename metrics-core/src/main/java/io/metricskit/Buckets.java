package io.metricskit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Computes upper bounds for the buckets of a histogram.
 *
 * <pre>{@code
 * Histogram sizes = Histogram.builder("upload_bytes").help("Size of uploads.")
 *         .buckets(Buckets.exponential(1024, 4, 6)).register(registry);
 * }</pre>
 *
 * <p>Each method returns finite bounds only; a histogram adds {@code +Inf} itself. Bounds are computed in decimal, so
 * that {@code linear(0.1, 0.1, 3)} ends in 0.3 and not in 0.30000000000000004.
 */
public final class Buckets {

    /** The largest number of finite bounds that a histogram takes. */
    public static final int MAX_COUNT = 1000;

    private static final double[] DEFAULTS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private Buckets() {}

    /** Returns the bounds that suit the seconds of a web request: from 0.005 to 10. */
    public static double[] defaults() {
        return DEFAULTS.clone();
    }

    /**
     * Returns bounds at equal distances.
     *
     * @param start the first bound
     * @param width the distance, more than 0
     * @param count how many bounds, 1 or more
     * @throws IllegalArgumentException if an argument is out of range, or the bounds are too close or too far to be
     *     told apart as doubles
     */
    public static double[] linear(double start, double width, int count) {
        require(Double.isFinite(start), "start must be finite", start);
        require(width > 0 && Double.isFinite(width), "width must be finite and more than 0", width);
        double[] bounds = new double[checkedCount(count)];
        BigDecimal first = BigDecimal.valueOf(start);
        BigDecimal step = BigDecimal.valueOf(width);
        Arrays.setAll(
                bounds, i -> first.add(step.multiply(BigDecimal.valueOf(i))).doubleValue());
        return ascending(bounds);
    }

    /**
     * Returns bounds of which each is a multiple of the one before.
     *
     * @param start the first bound, more than 0
     * @param factor the factor, more than 1
     * @param count how many bounds, 1 or more
     * @throws IllegalArgumentException if an argument is out of range, or the bounds are too close or too far to be
     *     told apart as doubles
     */
    public static double[] exponential(double start, double factor, int count) {
        require(start > 0 && Double.isFinite(start), "start must be finite and more than 0", start);
        require(factor > 1 && Double.isFinite(factor), "factor must be finite and more than 1", factor);
        double[] bounds = new double[checkedCount(count)];
        BigDecimal ratio = BigDecimal.valueOf(factor);
        BigDecimal bound = BigDecimal.valueOf(start);
        for (int i = 0; i < count; i++) {
            bounds[i] = bound.doubleValue();
            bound = bound.multiply(ratio, MathContext.DECIMAL128);
        }
        return ascending(bounds);
    }

    private static int checkedCount(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("the count of buckets must be 1 to " + MAX_COUNT + ", but got " + count);
        }
        return count;
    }

    private static void require(boolean condition, String expected, double got) {
        if (!condition) {
            throw new IllegalArgumentException("buckets: " + expected + ", but got " + got);
        }
    }

    private static double[] ascending(double[] bounds) {
        for (int i = 0; i < bounds.length; i++) {
            require(Double.isFinite(bounds[i]), "bound " + (i + 1) + " must be finite", bounds[i]);
            require(
                    i == 0 || bounds[i] > bounds[i - 1],
                    "bound " + (i + 1) + " must be more than the one before",
                    bounds[i]);
        }
        return bounds;
    }
}
