package io.metricskit.quantile;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Quantile;
import io.metricskit.testkit.Allocation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class QuantileSketchTests {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};
    private static final double[] ERRORS = {0.05, 0.01, 0.001};
    private static final QuantileTargets ORIGINAL = new QuantileTargets(QUANTILES, ERRORS);

    @Property(tries = 1_000)
    void everyTargetIsAnsweredWithinItsErrorOfRank(
            @ForAll("targets") List<Quantile> targets,
            @ForAll ObservationOrder order,
            @ForAll @IntRange(min = 1, max = 20_000) int count,
            @ForAll @IntRange(min = 1, max = 512) int largestBatch,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[] observations = order.take(count, random);
        QuantileSketch sketch = new QuantileSketch(targets(targets));
        int checkpoint = 1 + random.nextInt(count);

        int merged = mergeInBatches(sketch, observations, 0, checkpoint, largestBatch, random);
        assertWithinErrors(sketch, targets, observations, merged);
        mergeInBatches(sketch, observations, merged, count, largestBatch, random);

        assertThat(sketch.count()).isEqualTo(count);
        assertWithinErrors(sketch, targets, observations, count);
    }

    @Property(tries = 100)
    void higherQuantilesNeverGetSmallerValues(
            @ForAll("targets") List<Quantile> targets,
            @ForAll ObservationOrder order,
            @ForAll @IntRange(min = 1, max = 2_000) int count,
            @ForAll long seed) {
        Random random = new Random(seed);
        QuantileSketch sketch = new QuantileSketch(targets(targets));
        mergeInBatches(sketch, order.take(count, random), 0, count, 64, random);

        double previous = sketch.quantile(0);
        for (double quantile = 0.001; quantile <= 1; quantile += 0.001) {
            double value = sketch.quantile(quantile);
            assertThat(value).isGreaterThanOrEqualTo(previous);
            previous = value;
        }
    }

    @ParameterizedTest
    @EnumSource(ObservationOrder.class)
    void fewObservationsAreKeptOfMany(ObservationOrder order) {
        assertThat(sketchOfMany(order).size()).isLessThanOrEqualTo(120);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNIFORM", "EXPONENTIAL", "ROUNDED", "ASCENDING", "DESCENDING"})
    void ordinaryStreamsAreKeptInLessThanAKilobyte(ObservationOrder order) {
        assertThat(sketchOfMany(order).size()).isBetween(30, 60);
    }

    @Test
    void equalObservationsAreKeptByTheFirstAndTheLast() {
        assertThat(sketchOfMany(ObservationOrder.EQUAL).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNIFORM", "EXPONENTIAL", "ROUNDED", "EQUAL"})
    void nearlyAllOfAStreamThatStaysAsItIsIsAbsorbed(ObservationOrder order) {
        Random random = new Random(7);
        QuantileSketch sketch = sketchOfMany(order);
        BatchPlaces scratch = new BatchPlaces();
        int batches = 1_000;
        int merged = 0;
        for (int i = 0; i < batches; i++) {
            double[] batch = order.take(BatchPlaces.MAX, random);
            int left = sketch.absorb(batch, batch.length, scratch);
            merged += left;
            mergeRest(sketch, batch, left);
        }

        assertThat(sketch.count()).isEqualTo(200_000 + batches * BatchPlaces.MAX);
        assertThat(merged).isLessThan(5 * batches);
    }

    @Test
    void whatIsNotAbsorbedComesToTheFrontAndIsAllThatIsMissing() {
        QuantileSketch sketch = sketchOfMany(ObservationOrder.UNIFORM);
        double[] batch = new double[BatchPlaces.MAX];
        Arrays.fill(batch, 0.5);
        batch[3] = Double.POSITIVE_INFINITY;
        batch[77] = -5;
        batch[78] = 5;
        long before = sketch.count();

        int left = sketch.absorb(batch, 100, new BatchPlaces());

        assertThat(Arrays.copyOf(batch, left)).contains(-5, 5, Double.POSITIVE_INFINITY);
        assertThat(sketch.count()).isEqualTo(before + 100 - left);
        assertThat(batch).containsOnly(0.5, -5, 5, Double.POSITIVE_INFINITY);
    }

    @Test
    void roomThatAChangeOfTheDistributionTakesIsGivenBack() {
        QuantileSketch sketch = sketchOfMany(ObservationOrder.UNIFORM);
        double[] above = ObservationOrder.UNIFORM.take(400_000, new Random(8));
        for (int i = 0; i < above.length; i++) {
            above[i] += 10;
        }
        mergeInBatches(sketch, above, 0, 2_000, 256, new Random(9));
        int most = sketch.size();
        mergeInBatches(sketch, above, 2_000, above.length, 256, new Random(9));

        // A copy has as much room as the original; a number takes 16 bytes.
        assertThat(Allocation.once(sketch::copy)).isLessThan(16L * most / 4);
    }

    @Test
    void anEmptySketchAnswersNaN() {
        QuantileSketch sketch = new QuantileSketch(ORIGINAL);
        sketch.merge(new double[] {1, 2, 3}, 0);

        assertThat(sketch.quantile(0.5)).isNaN();
        assertThat(sketch.count()).isZero();
    }

    @Test
    void fewObservationsAreAnsweredExactly() {
        QuantileSketch sketch = new QuantileSketch(ORIGINAL);
        sketch.merge(new double[] {10, 30, 50, 70}, 4);
        sketch.merge(new double[] {20, 40, 60, 80, 90, 100, 110, 120}, 5);

        assertThat(sketch.quantile(0.1)).isEqualTo(10);
        assertThat(sketch.quantile(0.5)).isEqualTo(50);
        assertThat(sketch.quantile(0.9)).isEqualTo(90);
    }

    @Test
    void theSmallestAndTheLargestObservationAreKept() {
        Random random = new Random(3);
        double[] observations = ObservationOrder.EXPONENTIAL.take(50_000, random);
        QuantileSketch sketch = new QuantileSketch(ORIGINAL);
        mergeInBatches(sketch, observations, 0, observations.length, 512, random);

        assertThat(sketch.quantile(0))
                .isEqualTo(Arrays.stream(observations).min().orElseThrow());
        assertThat(sketch.quantile(1))
                .isEqualTo(Arrays.stream(observations).max().orElseThrow());
    }

    @Test
    void infinitiesAreTheLowestAndTheHighestRanks() {
        QuantileSketch sketch = new QuantileSketch(ORIGINAL);
        sketch.merge(new double[] {Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY}, 3);

        assertThat(sketch.quantile(0.1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(sketch.quantile(0.5)).isEqualTo(1);
        assertThat(sketch.quantile(0.9)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void moreObservationsThanAnIntCanCountKeepTheirRanks() {
        int length = 1 << 20;
        int batches = 50_000; // so many that not only the count but also single gaps exceed an int
        double[] batch = new double[length];
        for (int i = 0; i < length; i++) {
            batch[i] = i;
        }
        QuantileSketch sketch = new QuantileSketch(ORIGINAL);
        for (int i = 0; i < batches; i++) {
            sketch.merge(batch, length);
        }

        assertThat(sketch.count()).isEqualTo((long) batches * length).isGreaterThan(1L << 32);
        assertThat(sketch.size()).isLessThan(100);
        for (int i = 0; i < QUANTILES.length; i++) {
            // Each number occurs equally often, so a rank as a fraction of the count is the number over the length.
            assertThat(sketch.quantile(QUANTILES[i]) / length)
                    .isBetween(QUANTILES[i] - ERRORS[i] - 1.0 / length, QUANTILES[i] + ERRORS[i]);
        }
    }

    @Provide
    Arbitrary<List<Quantile>> targets() {
        Arbitrary<Double> quantiles =
                Arbitraries.doubles().between(0.001, 0.999).ofScale(3);
        Arbitrary<Double> exponents = Arbitraries.doubles().between(-3.5, -0.1);
        Arbitrary<Quantile> target =
                Combinators.combine(quantiles, exponents).as((q, exponent) -> Quantile.of(q, Math.pow(10, exponent)));
        Arbitrary<List<Quantile>> original =
                Arbitraries.just(List.of(Quantile.of(0.5, 0.05), Quantile.of(0.9, 0.01), Quantile.of(0.99, 0.001)));
        return Arbitraries.oneOf(
                original, target.list().ofMinSize(1).ofMaxSize(5).uniqueElements(Quantile::quantile));
    }

    private static QuantileTargets targets(List<Quantile> targets) {
        return new QuantileTargets(
                targets.stream().mapToDouble(Quantile::quantile).toArray(),
                targets.stream().mapToDouble(Quantile::error).toArray());
    }

    private static QuantileSketch sketchOfMany(ObservationOrder order) {
        Random random = new Random(7);
        QuantileSketch sketch = new QuantileSketch(ORIGINAL);
        double[] observations = order.take(200_000, random);
        mergeInBatches(sketch, observations, 0, observations.length, 256, random);
        return sketch;
    }

    private static int mergeInBatches(
            QuantileSketch sketch, double[] observations, int from, int to, int largestBatch, Random random) {
        int start = from;
        while (start < to) {
            int end = Math.min(to, start + 1 + random.nextInt(largestBatch));
            double[] batch = Arrays.copyOfRange(observations, start, end);
            int left = sketch.count() > 0 ? sketch.absorb(batch, batch.length, new BatchPlaces()) : batch.length;
            mergeRest(sketch, batch, left);
            start = end;
        }
        return start;
    }

    private static void mergeRest(QuantileSketch sketch, double[] batch, int left) {
        if (left > 0) {
            Arrays.sort(batch, 0, left);
            sketch.merge(batch, left);
        }
    }

    private static void assertWithinErrors(
            QuantileSketch sketch, List<Quantile> targets, double[] observations, int count) {
        ExactRanks exact = new ExactRanks(observations, 0, count);
        for (Quantile target : targets) {
            exact.assertWithinError(sketch.quantile(target.quantile()), target.quantile(), target.error());
        }
    }
}
