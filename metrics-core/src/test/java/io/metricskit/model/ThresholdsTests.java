package io.metricskit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metricskit.encoding.EncodedBytes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ThresholdsTests {

    @Test
    void infinityIsAddedToUpperBounds() {
        Thresholds bounds = Thresholds.upperBounds(-1, 0.5, 10);

        assertThat(bounds.size()).isEqualTo(4);
        assertThat(bounds.get(0)).isEqualTo(-1);
        assertThat(bounds.get(3)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void withoutFiniteBoundsThereIsInfinityAlone() {
        assertThat(Thresholds.upperBounds().size()).isEqualTo(1);
        assertThat(pair(Thresholds.upperBounds(), 0)).isEqualTo("le=\"+Inf\"");
    }

    @Test
    void boundsAreSpelledAsOpenMetricsDoes() {
        Thresholds bounds = Thresholds.upperBounds(-0.0, 0.00001, 0.005, 1, 100_000, 1_000_000);

        assertThat(Stream.iterate(0, i -> i < bounds.size(), i -> i + 1).map(i -> pair(bounds, i)))
                .containsExactly(
                        "le=\"0.0\"",
                        "le=\"1e-05\"",
                        "le=\"0.005\"",
                        "le=\"1.0\"",
                        "le=\"100000.0\"",
                        "le=\"1e+06\"",
                        "le=\"+Inf\"");
        assertThat(1 / bounds.get(0)).as("negative zero is zero").isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void quantilesAreSpelledInTheSameWay() {
        Thresholds quantiles = Thresholds.quantiles(0, 0.5, 0.999, 1);

        assertThat(Stream.iterate(0, i -> i < 4, i -> i + 1).map(i -> pair(quantiles, i)))
                .containsExactly("quantile=\"0.0\"", "quantile=\"0.5\"", "quantile=\"0.999\"", "quantile=\"1.0\"");
    }

    @ParameterizedTest
    @MethodSource
    void upperBoundsThatDoNotAscendOrAreNotFiniteAreRefused(double... bounds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thresholds.upperBounds(bounds))
                .withMessageStartingWith("upper bounds must be finite and strictly ascending, but bound ")
                .withMessageContaining(" is " + bounds[bounds.length - 1]);
    }

    static Stream<double[]> upperBoundsThatDoNotAscendOrAreNotFiniteAreRefused() {
        return Stream.of(
                new double[] {1, 0.5},
                new double[] {1, 1},
                new double[] {0.0, -0.0},
                new double[] {-0.0, 0.0},
                new double[] {Double.NaN},
                new double[] {1, Double.NaN},
                new double[] {Double.NEGATIVE_INFINITY},
                new double[] {1, Double.POSITIVE_INFINITY});
    }

    @ParameterizedTest
    @MethodSource
    void quantilesThatDoNotAscendOrLieOutsideAreRefused(double... quantiles) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thresholds.quantiles(quantiles))
                .withMessageStartingWith("quantiles must lie from 0 to 1 and ascend strictly, but quantile ");
    }

    static Stream<double[]> quantilesThatDoNotAscendOrLieOutsideAreRefused() {
        return Stream.of(
                new double[] {0.9, 0.5},
                new double[] {0.5, 0.5},
                new double[] {-0.1},
                new double[] {1.1},
                new double[] {Double.NaN},
                new double[] {Double.POSITIVE_INFINITY});
    }

    @Test
    void theArrayOfTheCallerIsNotKept() {
        double[] given = {0.1, 0.2};
        Thresholds bounds = Thresholds.upperBounds(given);
        Thresholds quantiles = Thresholds.quantiles(given);
        given[0] = 7;

        assertThat(bounds.get(0)).isEqualTo(0.1);
        assertThat(quantiles.get(0)).isEqualTo(0.1);
    }

    private static String pair(Thresholds thresholds, int index) {
        String line = new String(
                EncodedBytes.of(out -> out.line(new byte[0], 0, thresholds.lastPair(index), 0)),
                StandardCharsets.US_ASCII);
        assertThat(line).endsWith("} 0");
        return line.substring(0, line.length() - "} 0".length());
    }
}
