package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketsTests {

    @Test
    void linearBoundsAreAtEqualDistancesInDecimal() {
        assertThat(Buckets.linear(0.1, 0.1, 3)).containsExactly(0.1, 0.2, 0.3);
        assertThat(Buckets.linear(-10, 5, 4)).containsExactly(-10, -5, 0, 5);
        assertThat(Buckets.linear(7, 1, 1)).containsExactly(7);
    }

    @Test
    void exponentialBoundsAreMultiplesOfTheOneBefore() {
        assertThat(Buckets.exponential(1024, 4, 6)).containsExactly(1024, 4096, 16384, 65536, 262144, 1048576);
        assertThat(Buckets.exponential(0.001, 10, 4)).containsExactly(0.001, 0.01, 0.1, 1);
        assertThat(Buckets.exponential(5, 1.5, 1)).containsExactly(5);
    }

    @Test
    void theDefaultsAreThoseOfTheUserGuideAndTheCallersOwn() {
        Buckets.defaults()[0] = 42;

        assertThat(Buckets.defaults()).containsExactly(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 3, width", "1, -1, 3, width", "1, NaN, 3, width", "1, Infinity, 3, width", "NaN, 1, 3, start",
        "-Infinity, 1, 3, start", "1, 1, 0, count", "1, 1, -5, count", "1, 1, 1001, count", "1e300, 1, 2, bound 2",
        "1e308, 1e308, 3, bound 2"
    })
    void impossibleLinearBoundsAreRefused(double start, double width, int count, String reason) {
        assertThatThrownBy(() -> Buckets.linear(start, width, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(reason, "got");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 3, factor", "1, 0.5, 3, factor", "1, NaN, 3, factor", "1, Infinity, 3, factor", "0, 2, 3, start",
        "-1, 2, 3, start", "NaN, 2, 3, start", "1, 2, 0, count", "1, 2, 1001, count", "1e308, 10, 2, bound 2",
        "4.9e-324, 1.0000000000000002, 2, bound 2"
    })
    void impossibleExponentialBoundsAreRefused(double start, double factor, int count, String reason) {
        assertThatThrownBy(() -> Buckets.exponential(start, factor, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(reason, "got");
    }

    @Property(tries = 200)
    void whatIsReturnedIsAlwaysGoodForAHistogram(
            @ForAll @DoubleRange(min = 1e-6, max = 1e6) @Scale(6) double start,
            @ForAll @DoubleRange(min = 1e-3, max = 1e3) @Scale(3) double width,
            @ForAll @DoubleRange(min = 1.01, max = 1.5) @Scale(2) double factor,
            @ForAll @IntRange(min = 1, max = 1000) int count) {
        assertThat(histogramWith(Buckets.linear(start, width, count))).hasSize(count + 1);
        assertThat(histogramWith(Buckets.exponential(start, factor, count))).hasSize(count + 1);
    }

    private static double[] histogramWith(double[] bounds) {
        return Histogram.builder("h").help("H.").buckets(bounds).build().get().upperBounds();
    }
}
