package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.model.Thresholds;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class BucketSearchTests {

    @Property
    void everyValueIsInTheFirstBucketWhoseBoundIsNotBelowIt(
            @ForAll("bounds") double[] bounds, @ForAll("values") double value) {
        expectFirstNotBelow(bounds, value);
    }

    @Property
    void boundsAndTheirNeighboursAreInTheRightBucket(@ForAll("bounds") double[] bounds) {
        for (double bound : bounds) {
            expectFirstNotBelow(bounds, bound);
            expectFirstNotBelow(bounds, Math.nextUp(bound));
            expectFirstNotBelow(bounds, Math.nextDown(bound));
        }
    }

    @Property(tries = 50)
    void theUsualKindsOfBucketsAreSearchedRightly(@ForAll("values") double value) {
        expectFirstNotBelow(Buckets.defaults(), value);
        expectFirstNotBelow(Buckets.linear(1, 1, 30), value);
        expectFirstNotBelow(Buckets.exponential(1024, 4, 12), value);
        expectFirstNotBelow(Buckets.linear(-5, 2.5, 9), value);
        expectFirstNotBelow(new double[] {0, 1, 2}, value);
        expectFirstNotBelow(Buckets.linear(0, 2, 100), value);
        expectFirstNotBelow(new double[] {Double.MIN_VALUE, Double.MAX_VALUE}, value);
    }

    private static void expectFirstNotBelow(double[] bounds, double value) {
        int expected = 0;
        while (expected < bounds.length && bounds[expected] < value) {
            expected++;
        }
        assertThat(new BucketSearch(Thresholds.upperBounds(bounds)).bucketOf(value))
                .as("%s among %s", value, Arrays.toString(bounds))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<double[]> bounds() {
        Arbitrary<Double> wide = Arbitraries.doubles().between(-1e300, 1e300);
        Arbitrary<Double> usual = Arbitraries.doubles().between(0.001, 100).ofScale(3);
        return Arbitraries.oneOf(wide, usual)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(list -> list.stream()
                        .mapToDouble(value -> value + 0.0)
                        .distinct()
                        .sorted()
                        .toArray())
                .filter(bounds -> DoubleStream.of(bounds).allMatch(Double::isFinite));
    }

    @Provide
    Arbitrary<Double> values() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(0, 200),
                Arbitraries.doubles(),
                Arbitraries.of(0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE));
    }
}
