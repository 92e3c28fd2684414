package io.metricskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link NumberSpelling}. */
final class NumberSpellingTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.0",
        "-0.0, -0, 0.0",
        "1, 1, 1.0",
        "10, 10, 10.0",
        "100000, 100000, 100000.0",
        "0.001, 0.001, 0.001",
        "0.0001, 0.0001, 0.0001",
        "1e-5, 1e-05, 1e-05",
        "999999, 999999, 999999.0",
        "1e6, 1000000, 1e+06",
        "1027000, 1027000, 1.027e+06",
        "1234567, 1234567, 1.234567e+06",
        "17560473, 17560473, 1.7560473e+07",
        "1234567.5, 1.2345675e+06, 1.2345675e+06",
        "-2.5, -2.5, -2.5",
        "587516981023179.75, 5.875169810231798e+14, 5.875169810231798e+14",
        "9007199254740991, 9007199254740991, 9.007199254740991e+15",
        "9007199254740992, 9.007199254740992e+15, 9.007199254740992e+15",
        "1e22, 1e+22, 1e+22",
        "1e23, 1e+23, 1e+23",
        "2e23, 2e+23, 2e+23",
        "4.9e-324, 5e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308, 2.2250738585072014e-308",
        "1.7976931348623157e308, 1.7976931348623157e+308, 1.7976931348623157e+308",
        "5.6843418860808015e-14, 5.684341886080802e-14, 5.684341886080802e-14",
        "Infinity, +Inf, +Inf",
        "-Infinity, -Inf, -Inf",
        "NaN, NaN, NaN"
    })
    void numbersAreSpelledAsGoAndOpenMetricsSpellThem(double number, String value, String bound) {
        assertThat(NumberSpelling.value(number)).isEqualTo(value);
        assertThat(NumberSpelling.bound(number)).isEqualTo(bound);
        assertThat(NumberSpelling.isValue(value, number)).isTrue();
    }

    @Property(tries = 500)
    void everySpellingReadsBackAndIsNoLongerThanThatOfTheJdk(@ForAll long bits) {
        double number = Double.longBitsToDouble(bits);
        if (Double.isFinite(number)) {
            String bound = NumberSpelling.bound(number);

            assertThat(Double.parseDouble(bound)).isEqualTo(number);
            assertThat(digits(bound)).isLessThanOrEqualTo(digits(Double.toString(number)));
        }
    }

    private static int digits(String number) {
        String mantissa = number.split("[eE]")[0];
        return mantissa.replaceAll("[-.]", "").replaceAll("^0+|0+$", "").length();
    }
}
