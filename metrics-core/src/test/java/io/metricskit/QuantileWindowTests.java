package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantileWindowTests {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};
    private static final double[] ERRORS = {0.05, 0.01, 0.001};
    private static final QuantileTargets TARGETS = new QuantileTargets(QUANTILES, ERRORS);
    private static final long MAX_AGE = 1_000;
    private static final long SLICE = MAX_AGE / 5;

    private final QuantileWindow window = new QuantileWindow(TARGETS, MAX_AGE, 0);

    @Test
    void anEmptyWindowAnswersNaN() {
        window.merge(new double[] {1}, 0, 0);

        assertThat(answers(window, 0)).containsOnly(Double.NaN);
    }

    @Test
    void anObservationStaysForFourFifthsOfTheMaximumAgeAndGoesByTheWhole() {
        window.merge(new double[] {7}, 1, SLICE - 1);

        assertThat(answers(window, SLICE - 1 + 4 * SLICE)).containsOnly(7);
        assertThat(answers(window, SLICE - 1 + MAX_AGE)).containsOnly(Double.NaN);
    }

    @Test
    void anObservationAtTheStartOfASliceStaysForTheMaximumAge() {
        window.merge(new double[] {7}, 1, 2 * SLICE);

        assertThat(answers(window, 2 * SLICE + MAX_AGE - 1)).containsOnly(7);
        assertThat(answers(window, 2 * SLICE + MAX_AGE)).containsOnly(Double.NaN);
    }

    @Test
    void olderObservationsGoBeforeYoungerOnes() {
        for (int slice = 0; slice < 5; slice++) {
            window.merge(new double[] {slice}, 1, slice * SLICE);
        }

        assertThat(medians(4 * SLICE, 5 * SLICE, 6 * SLICE, 7 * SLICE, 8 * SLICE, 9 * SLICE))
                .containsExactly(2, 2, 3, 3, 4, Double.NaN);
    }

    @Test
    void slicesWithoutObservationsAgeAsTheOthersDo() {
        window.merge(new double[] {1}, 1, 0);
        window.merge(new double[] {3, 3}, 2, 3 * SLICE);

        assertThat(medians(4 * SLICE, 5 * SLICE, 7 * SLICE, 8 * SLICE)).containsExactly(3, 3, 3, Double.NaN);
        assertThat(answers(window, 8 * SLICE)).containsOnly(Double.NaN);
    }

    @Test
    void aJumpFarAheadEmptiesTheWindowWhichThenGoesOn() {
        window.merge(new double[] {7}, 1, 0);
        long later = 1_000_000 * MAX_AGE + SLICE / 2;

        assertThat(answers(window, later)).containsOnly(Double.NaN);
        window.merge(new double[] {8}, 1, later);
        assertThat(answers(window, later + 4 * SLICE)).containsOnly(8);
        assertThat(answers(window, later + MAX_AGE)).containsOnly(Double.NaN);
    }

    @Test
    void aTimeBeforeAnEarlierOneCountsAsThatOne() {
        window.merge(new double[] {7}, 1, 3 * SLICE);
        window.merge(new double[] {9}, 1, 0);

        assertThat(answers(window, 3 * SLICE + MAX_AGE - 1)).containsExactly(7, 9, 9);
        assertThat(answers(window, 3 * SLICE + MAX_AGE)).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - SLICE, Long.MAX_VALUE - 5 * SLICE / 2})
    void aClockThatWrapsAroundIsNoJump(long start) {
        QuantileWindow wrapping = new QuantileWindow(TARGETS, MAX_AGE, start);
        wrapping.merge(new double[] {7}, 1, start);

        assertThat(answers(wrapping, start + MAX_AGE - 1)).containsOnly(7);
        assertThat(answers(wrapping, start + MAX_AGE)).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4, Long.MAX_VALUE})
    void theShortestAndTheLongestMaximumAgeWork(long maxAge) {
        QuantileWindow extreme = new QuantileWindow(TARGETS, maxAge, -5);
        extreme.merge(new double[] {7}, 1, -5);

        assertThat(answers(extreme, -5)).containsOnly(7);
        if (maxAge < SLICE) {
            assertThat(answers(extreme, SLICE)).containsOnly(Double.NaN);
        }
    }

    @Property(tries = 150)
    void theGuaranteeHoldsOverExactlyTheObservationsInTheWindow(
            @ForAll @IntRange(min = 0, max = 12) int wholeSlices,
            @ForAll @IntRange(min = 1, max = 3_000) int perSlice,
            @ForAll @IntRange(min = 1, max = 300) int largestBatch,
            @ForAll long start,
            @ForAll long seed) {
        Random random = new Random(seed);
        QuantileWindow drifting = new QuantileWindow(TARGETS, MAX_AGE, start);
        double[] observations = new double[(wholeSlices + 1) * perSlice];
        for (int slice = 0; slice <= wholeSlices; slice++) {
            fillFromAnotherDistribution(observations, slice * perSlice, (slice + 1) * perSlice, random);
            mergeDuringSlice(drifting, observations, slice, perSlice, largestBatch, start, random);
        }
        int oldest = Math.max(0, wholeSlices - 4) * perSlice;

        double[] answers = answers(drifting, start + wholeSlices * SLICE + SLICE - 1);

        ExactRanks exact = new ExactRanks(observations, oldest, observations.length);
        for (int i = 0; i < QUANTILES.length; i++) {
            exact.assertWithinError(answers[i], QUANTILES[i], ERRORS[i]);
        }
        assertThat(answers).isSorted();
    }

    private static void fillFromAnotherDistribution(double[] observations, int from, int to, Random random) {
        ObservationOrder[] orders = ObservationOrder.values();
        ObservationOrder order = orders[random.nextInt(orders.length)];
        double offset = 10 * random.nextGaussian();
        for (int i = from; i < to; i++) {
            observations[i] = offset + order.next(i - from, random);
        }
    }

    private static void mergeDuringSlice(
            QuantileWindow window,
            double[] observations,
            int slice,
            int perSlice,
            int largestBatch,
            long start,
            Random random) {
        int end = (slice + 1) * perSlice;
        for (int from = slice * perSlice; from < end; ) {
            int to = Math.min(end, from + 1 + random.nextInt(largestBatch));
            double[] batch = Arrays.copyOfRange(observations, from, to);
            Arrays.sort(batch);
            window.merge(batch, batch.length, start + slice * SLICE + (to - slice * perSlice) * (SLICE - 1) / perSlice);
            from = to;
        }
    }

    private double[] medians(long... times) {
        return Arrays.stream(times)
                .mapToDouble(time -> answers(window, time)[0])
                .toArray();
    }

    private static double[] answers(QuantileWindow window, long nowNanos) {
        double[] values = new double[QUANTILES.length];
        window.quantiles(nowNanos, values);
        return values;
    }
}
