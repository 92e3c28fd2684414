package io.metricskit;

/**
 * A quantile that a summary reports, and how far the rank of the reported value may be off.
 *
 * <pre>{@code
 * Summary access = Summary.builder("http_access_seconds").help("Time to serve a request.")
 *         .quantiles(Quantile.of(0.5, 0.05), Quantile.of(0.99)).register(registry);
 * }</pre>
 *
 * <p>The error is one of rank, not of value: of 10,000 observations, (0.99, 0.001) reports one that is between the
 * 9,890th and the 9,911th in ascending order. The smaller an error against 1 - quantile, the more observations a
 * summary has to keep. Immutable.
 *
 * @param quantile the quantile, strictly between 0 and 1
 * @param error the allowed error of rank as a fraction of the number of observations, strictly between 0 and 1
 */
public record Quantile(double quantile, double error) {

    /**
     * Makes a quantile with its error.
     *
     * @throws IllegalArgumentException if one of them does not lie strictly between 0 and 1
     */
    public Quantile {
        requireFraction("quantile", quantile);
        requireFraction("error of quantile " + quantile, error);
    }

    /**
     * Returns a quantile with its error.
     *
     * @throws IllegalArgumentException if one of them does not lie strictly between 0 and 1
     */
    public static Quantile of(double quantile, double error) {
        return new Quantile(quantile, error);
    }

    /**
     * Returns a quantile with the error (1 - quantile) / 10.
     *
     * @throws IllegalArgumentException if it does not lie strictly between 0 and 1
     */
    public static Quantile of(double quantile) {
        return new Quantile(quantile, (1 - quantile) / 10);
    }

    private static void requireFraction(String what, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(what + ": expected a number strictly between 0 and 1, got " + value);
        }
    }
}
