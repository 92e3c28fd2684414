package io.metricskit.quantile;

/**
 * The quantiles that a sketch must answer and the rank error allowed at each: φ and ε, both as fractions of the
 * number of observations. One object serves all sketches of a summary. Immutable.
 */
public final class QuantileTargets {

    /*
     * A sketch keeps some of the observed values in order, and of each the lowest and the highest rank that it can
     * have. For one target (φ, ε), with n observations, say that a value's lowest rank is r and the highest rank of
     * the next value is r + w. The target is answered well by one of the two unless they straddle it:
     * r < φn - εn and φn + εn < r + w. Either of these bounds on w rules that out:
     *
     *     w ≤ 2ε(n - r) / (1 - φ + ε)        below: wide where r is small, 2εn at r = φn - εn
     *     w ≤ 2εr / (φ - ε)                  above: 2εn at r = φn - εn, wide where r is large; no bound if φ ≤ ε
     *
     * and both stay true when more is observed, since neither n - r nor r ever falls while w stays as it is. So what
     * was once allowed is allowed for good. The paper ("Effective Computation of Biased Quantiles over Data Streams",
     * Cormode, Korn, Muthukrishnan and Srivastava, ICDE 2005, section 5) has no ε in the denominators. There the
     * bounds meet at r = φn, a pair that begins just below φn - εn may be wider than 2εn, and the error can reach
     * ε / (1 - 2ε / (1 - φ)): a quarter too much for (0.99, 0.001), and anything where 2ε ≥ 1 - φ.
     */

    static {
        // A class that is initialized where the stack overflows is broken for good: so these are used here once.
        new RankedValues();
        SmallSort.sort(new double[0], 0);
    }

    private final double[] quantiles;
    private final double[] below;
    private final double[] above;

    /**
     * Creates targets, and takes over the arrays.
     *
     * @param quantiles strictly between 0 and 1, ascending
     * @param errors the error allowed at each, strictly between 0 and 1
     */
    public QuantileTargets(double[] quantiles, double[] errors) {
        this.quantiles = quantiles;
        this.below = new double[quantiles.length];
        this.above = new double[quantiles.length];
        for (int i = 0; i < quantiles.length; i++) {
            double quantile = quantiles[i];
            double error = errors[i];
            below[i] = 2 * error / (1 - quantile + error);
            above[i] = quantile > error ? 2 * error / (quantile - error) : Double.POSITIVE_INFINITY;
        }
    }

    /** Returns how many there are. */
    public int size() {
        return quantiles.length;
    }

    double quantile(int index) {
        return quantiles[index];
    }

    /**
     * Returns how far above {@code rank}, the lowest rank of a kept value and at least 1, the highest rank of the next
     * kept value may lie, so that every target is answered among {@code count} observations and ever after.
     */
    long reach(long rank, long count) {
        double reach = Double.POSITIVE_INFINITY;
        for (int i = 0; i < below.length; i++) {
            reach = Math.min(reach, Math.max(below[i] * (count - rank), above[i] * rank));
        }
        return (long) reach;
    }
}
