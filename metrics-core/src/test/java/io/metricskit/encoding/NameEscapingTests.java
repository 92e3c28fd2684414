package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link NameEscaping}, by the vectors of Prometheus. */
final class NameEscapingTests {

    @ParameterizedTest
    @CsvSource({
        "no:escaping_required, no:escaping_required, no:escaping__required, no:escaping_required",
        "mysystem.prod.west.cpu.load_total, mysystem_prod_west_cpu_load_total,"
                + " mysystem_dot_prod_dot_west_dot_cpu_dot_load__total,"
                + " U__mysystem_2e_prod_2e_west_2e_cpu_2e_load__total",
        "http.status:sum, http_status:sum, http_dot_status:sum, U__http_2e_status:sum",
        "label with \ud83d\ude31, label_with__, label__with____, U__label_20_with_20__1f631_",
        "\u82b1\u706b, __, ____, U___82b1__706b_",
        "label with \u0100, label_with__, label__with____, U__label_20_with_20__100_",
        "1a, _a, __a, U___31_a"
    })
    void metricNamesAreEscapedAsOthersDo(String name, String underscores, String dots, String values) {
        assertThat(NameEscaping.UNDERSCORES.metricName(name)).isEqualTo(underscores);
        assertThat(NameEscaping.DOTS.metricName(name)).isEqualTo(dots);
        assertThat(NameEscaping.VALUES.metricName(name)).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource({
        "a:b, a_b, a__b, U__a_3a_b",
        "a_b, a_b, a__b, a_b",
        "http.method, http_method, http_dot_method, U__http_2e_method"
    })
    void aColonIsNotLegalInALabelName(String name, String underscores, String dots, String values) {
        assertThat(NameEscaping.UNDERSCORES.labelName(name)).isEqualTo(underscores);
        assertThat(NameEscaping.DOTS.labelName(name)).isEqualTo(dots);
        assertThat(NameEscaping.VALUES.labelName(name)).isEqualTo(values);
    }

    @Property
    void whateverTheNameWhatComesOutIsLegal(@ForAll String name) {
        if (!name.isEmpty()) {
            assertThat(NameEscaping.UNDERSCORES.metricName(name)).matches(LegacyNames::isMetricName);
            assertThat(NameEscaping.DOTS.metricName(name)).matches(LegacyNames::isMetricName);
            assertThat(NameEscaping.VALUES.metricName(name)).matches(LegacyNames::isMetricName);
            assertThat(NameEscaping.UNDERSCORES.labelName(name)).matches(LegacyNames::isLabelName);
            assertThat(NameEscaping.DOTS.labelName(name)).matches(LegacyNames::isLabelName);
            assertThat(NameEscaping.VALUES.labelName(name)).matches(LegacyNames::isLabelName);
        }
    }
}
