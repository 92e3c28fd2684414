package io.metricskit.quantile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class QuantileWindowTests {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};
    private static final double[] ERRORS = {0.05, 0.01, 0.001};
    private static final QuantileTargets TARGETS = new QuantileTargets(QUANTILES, ERRORS);

    private final QuantileWindow window = new QuantileWindow(TARGETS);

    @Test
    void anEmptyWindowAnswersNaN() {
        window.merge(new double[] {1}, 0, 0);

        assertThat(answers(window, 0)).containsOnly(Double.NaN);
    }

    @Test
    void anObservationStaysForFiveSlices() {
        window.merge(new double[] {7}, 1, 2);

        assertThat(answers(window, 6)).containsOnly(7);
        assertThat(answers(window, 7)).containsOnly(Double.NaN);
    }

    @Test
    void olderObservationsGoBeforeYoungerOnes() {
        for (int slice = 0; slice < 5; slice++) {
            window.merge(new double[] {slice}, 1, slice);
        }

        assertThat(medians(4, 5, 6, 7, 8, 9)).containsExactly(2, 2, 3, 3, 4, Double.NaN);
    }

    @Test
    void slicesWithoutObservationsAgeAsTheOthersDo() {
        window.merge(new double[] {1}, 1, 0);
        window.merge(new double[] {3, 3}, 2, 3);

        assertThat(medians(4, 5, 7, 8)).containsExactly(3, 3, 3, Double.NaN);
        assertThat(answers(window, 8)).containsOnly(Double.NaN);
    }

    @Test
    void aJumpFarAheadEmptiesTheWindowWhichThenGoesOn() {
        window.merge(new double[] {7}, 1, 0);
        long later = 5_000_002;

        assertThat(answers(window, later)).containsOnly(Double.NaN);
        window.merge(new double[] {8}, 1, later);
        assertThat(answers(window, later + 4)).containsOnly(8);
        assertThat(answers(window, later + 5)).containsOnly(Double.NaN);
    }

    @Test
    void aBatchThatComesLateAgesByTheSliceInWhichItWasObserved() {
        window.merge(new double[] {9, 9}, 2, 3);
        window.merge(new double[] {7}, 1, 1);

        assertThat(answers(window, 5)).containsExactly(9, 9, 9);
        window.merge(new double[] {7, 7, 7}, 3, 1);
        assertThat(answers(window, 5)[0]).isEqualTo(7);
        assertThat(answers(window, 6)).containsOnly(9);
        assertThat(answers(window, 8)).containsOnly(Double.NaN);
    }

    @Test
    void aBatchThatComesTooLateIsLeftOut() {
        window.merge(new double[] {9}, 1, 6);
        window.merge(new double[] {7}, 1, 1);

        assertThat(answers(window, 6)).containsOnly(9);
    }

    @Property(tries = 150)
    void theGuaranteeHoldsOverExactlyTheObservationsInTheWindow(
            @ForAll @IntRange(min = 0, max = 12) int wholeSlices,
            @ForAll @IntRange(min = 1, max = 3_000) int perSlice,
            @ForAll @IntRange(min = 1, max = 300) int largestBatch,
            @ForAll long seed) {
        QuantileWindow drifting = new QuantileWindow(TARGETS);
        Random random = new Random(seed);
        double[] observations = new double[(wholeSlices + 1) * perSlice];
        for (int slice = 0; slice <= wholeSlices; slice++) {
            fillFromAnotherDistribution(observations, slice * perSlice, (slice + 1) * perSlice, random);
            merge(drifting, observations, slice, perSlice, largestBatch, random);
        }
        int oldest = Math.max(0, wholeSlices - 4) * perSlice;

        double[] answers = answers(drifting, wholeSlices);

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

    private static void merge(
            QuantileWindow window, double[] observations, int slice, int perSlice, int largestBatch, Random random) {
        int end = (slice + 1) * perSlice;
        for (int from = slice * perSlice; from < end; ) {
            int to = Math.min(end, from + 1 + random.nextInt(largestBatch));
            double[] batch = Arrays.copyOfRange(observations, from, to);
            window.merge(batch, batch.length, slice);
            from = to;
        }
    }

    private double[] medians(long... slices) {
        return Arrays.stream(slices)
                .mapToDouble(slice -> answers(window, slice)[0])
                .toArray();
    }

    private static double[] answers(QuantileWindow window, long slice) {
        double[] values = new double[QUANTILES.length];
        window.quantiles(slice, values);
        return values;
    }
}
