package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantileTests {

    @Test
    void aQuantileKeepsItsError() {
        Quantile quantile = Quantile.of(0.99, 0.001);

        assertThat(quantile.quantile()).isEqualTo(0.99);
        assertThat(quantile.error()).isEqualTo(0.001);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.05", "0.9, 0.01", "0.99, 0.001"})
    void withoutAnErrorOneTenthOfTheDistanceToOneIsAllowed(double quantile, double error) {
        assertThat(Quantile.of(quantile).error()).isCloseTo(error, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1, 99, Double.NaN, Double.POSITIVE_INFINITY})
    void aQuantileOutsideTheOpenUnitIntervalIsRefused(double quantile) {
        String message = "quantile: expected a number strictly between 0 and 1, got " + quantile;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantile.of(quantile))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantile.of(quantile, 0.1))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.01, 1, Double.NaN})
    void anErrorOutsideTheOpenUnitIntervalIsRefused(double error) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantile.of(0.9, error))
                .withMessage("error of quantile 0.9: expected a number strictly between 0 and 1, got " + error);
    }
}
