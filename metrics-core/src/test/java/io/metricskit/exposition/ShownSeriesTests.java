package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.model.Labels;
import io.metricskit.model.Series;
import org.junit.jupiter.api.Test;

final class ShownSeriesTests {

    private static ShownSeries shown(String... namesAndValues) {
        return new ShownSeries(Labels.empty(), EscapingScheme.UNDERSCORES, Series.of(Labels.of(namesAndValues)));
    }

    @Test
    void thoseOfOneHashCodeHaveAnOrderInWhichATableFindsThem() {
        ShownSeries first = shown("a", "AaAa");
        ShownSeries second = shown("a", "BBBB");

        assertThat(first).hasSameHashCodeAs(second).isNotEqualTo(second).isLessThan(second);
        assertThat(first).isEqualByComparingTo(shown("a", "AaAa")).isEqualTo(shown("a", "AaAa"));
    }
}
