package io.metricskit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DescriptorTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", ":", "A9", "http:requests:rate5m", "__x", "a_:9"})
    void legalNamesAreTaken(String name) {
        assertThat(new Descriptor(name, "", MetricType.GAUGE).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo\n", "1a", "a b", "a-b", "a.b", "é", "a{", "<b>"})
    void namesThatNotEveryScraperKnowsAreTold(String name) {
        Descriptor descriptor = new Descriptor(name, "", MetricType.GAUGE);

        assertThat(descriptor.hasLegacyName()).isFalse();
        assertThat(descriptor).hasToString("gauge " + Quoted.of(name));
        assertThat(new Descriptor("a:b_1", "", MetricType.GAUGE).hasLegacyName())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uD800", "a\uDC00", "a\u0000b"})
    void whatIsNoNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Descriptor(name, "", MetricType.GAUGE))
                .withMessageContaining("a metric name must not be empty")
                .withMessageContaining("but got " + Quoted.of(name));
    }

    @Test
    void nullsAreRefusedWithTheReason() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Descriptor(null, "", MetricType.GAUGE))
                .withMessage("the name of a metric must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> new Descriptor("a", null, MetricType.GAUGE))
                .withMessage("metric 'a': help must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> new Descriptor("a", "", null))
                .withMessage("metric 'a': type must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> new Descriptor("a", "", MetricType.GAUGE, null))
                .withMessage("metric 'a': unit must not be null");
    }

    @ParameterizedTest
    @CsvSource({"a_seconds, GAUGE", "a_seconds_total, COUNTER", "a_seconds, COUNTER", "a_seconds, HISTOGRAM"})
    void aNameMayCarryTheUnit(String name, MetricType type) {
        assertThat(new Descriptor(name, "", type, "seconds").unit()).isEqualTo("seconds");
    }

    @ParameterizedTest
    @CsvSource({"a, GAUGE", "aseconds, GAUGE", "seconds, GAUGE", "a_seconds_total, GAUGE", "a_total_seconds_x, COUNTER"
    })
    void aNameWithoutTheUnitIsRefused(String name, MetricType type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Descriptor(name, "", type, "seconds"))
                .withMessageStartingWith("metric '" + name + "': the name must end in the unit '_seconds'");
    }

    @Test
    void theNameOfAnInfoSaysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Descriptor("build", "", MetricType.INFO))
                .withMessage("metric 'build': the name of an info must end in '_info'");
    }

    @Test
    void anInfoHasNoUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Descriptor("build_info", "", MetricType.INFO, "info"))
                .withMessage("metric 'build_info': an info has no unit, but got 'info'");
    }

    @Test
    void theTextIsTypeAndName() {
        assertThat(new Descriptor("orders_total", "Orders.", MetricType.COUNTER))
                .hasToString("counter 'orders_total'");
    }

    @ParameterizedTest
    @EnumSource(MetricType.class)
    void aTypeIsSpelledInLowerCase(MetricType type) {
        assertThat(type.toString()).isEqualToIgnoringCase(type.name()).isLowerCase();
    }

    @ParameterizedTest
    @CsvSource({"HISTOGRAM, le", "SUMMARY, quantile", "COUNTER, ''", "GAUGE, ''", "INFO, ''", "UNKNOWN, ''"})
    void distributionsKeepALabelForThemselves(MetricType type, String label) {
        assertThat(type.sampleLabel()).isEqualTo(label);
    }
}
