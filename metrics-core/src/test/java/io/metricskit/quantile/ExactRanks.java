package io.metricskit.quantile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Observations with their exact ranks, for checking the rank of a quantile that was estimated over them. */
final class ExactRanks {

    /** For the rounding in φn ± εn alone. */
    private static final double ROUNDING = 1e-9;

    private final double[] sorted;

    ExactRanks(double[] observations, int from, int to) {
        sorted = Arrays.copyOfRange(observations, from, to);
        Arrays.sort(sorted);
    }

    /** Asserts that the value holds a rank k with φn - εn ≤ k ≤ φn + εn + 1. */
    void assertWithinError(double value, double quantile, double error) {
        int n = sorted.length;
        int lowest = countBelow(value, false) + 1;
        int highest = countBelow(value, true);
        assertThat(highest).as("%s is one of the observations", value).isGreaterThanOrEqualTo(lowest);
        assertThat((double) highest)
                .as("highest rank of %s, for quantile %s ± %s of %s", value, quantile, error, n)
                .isGreaterThanOrEqualTo((quantile - error - ROUNDING) * n);
        assertThat((double) lowest)
                .as("lowest rank of %s, for quantile %s ± %s of %s", value, quantile, error, n)
                .isLessThanOrEqualTo((quantile + error + ROUNDING) * n + 1);
    }

    /** Returns how many observations lie below {@code value}, or also those equal to it. */
    private int countBelow(double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || orEqual && sorted[middle] == value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
