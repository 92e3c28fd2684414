package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.quantile.QuantileTargets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantileTrackerTests {

    private static final QuantileTargets MEDIAN = new QuantileTargets(new double[] {0.5}, new double[] {0.05});
    private static final long MAX_AGE = 1_000;
    private static final long SLICE = MAX_AGE / 5;

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE, Long.MAX_VALUE - SLICE, Long.MAX_VALUE - 5 * SLICE / 2})
    void observationsGoByTheMaximumAgeWhereverTheClockStandsAndThoughItWrapsAround(long start) {
        QuantileTracker tracker = new QuantileTracker(MEDIAN, MAX_AGE, start);
        tracker.merge(new double[] {7}, 1, tracker.sliceAt(start));

        assertThat(medianAt(start + MAX_AGE - 1, tracker)).isEqualTo(7);
        assertThat(medianAt(start + MAX_AGE, tracker)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 10})
    void aSliceEndsWhereTheNextOneBegins(long start) {
        QuantileTracker tracker = new QuantileTracker(MEDIAN, MAX_AGE, start);
        long end = tracker.endOf(tracker.sliceAt(start + SLICE / 2));

        assertThat(tracker.sliceAt(end - 1)).isZero();
        assertThat(tracker.sliceAt(end)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4, Long.MAX_VALUE})
    void theShortestAndTheLongestMaximumAgeWork(long maxAge) {
        QuantileTracker tracker = new QuantileTracker(MEDIAN, maxAge, -5);
        tracker.merge(new double[] {7}, 1, tracker.sliceAt(-5));

        assertThat(medianAt(-5, tracker)).isEqualTo(7);
    }

    @Test
    void anAnswerIsWorkedOutAnewAfterEachBatchAndInEachSlice() {
        QuantileTracker tracker = new QuantileTracker(MEDIAN, MAX_AGE, 0);
        tracker.merge(new double[] {7}, 1, 0);
        assertThat(medianAt(0, tracker)).isEqualTo(7);
        assertThat(medianAt(1, tracker)).isEqualTo(7);

        tracker.merge(new double[] {1, 1}, 2, 1);
        assertThat(medianAt(SLICE, tracker)).isEqualTo(1);

        assertThat(medianAt(SLICE + MAX_AGE, tracker)).isNaN();
    }

    private static double medianAt(long now, QuantileTracker tracker) {
        double[] values = new double[1];
        tracker.quantiles(now, values);
        return values[0];
    }
}
