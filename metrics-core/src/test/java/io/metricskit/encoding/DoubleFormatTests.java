package io.metricskit.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoubleFormatTests {

    private static final int TRIES = 5_000;

    @ParameterizedTest
    @CsvSource({
        // value of Java, sample value, bound
        "0, 0, 0.0",
        "-0.0, -0, 0.0",
        "1, 1, 1.0",
        "-1, -1, -1.0",
        "5, 5, 5.0",
        "10, 10, 10.0",
        "100000, 100000, 100000.0",
        "0.5, 0.5, 0.5",
        "2.5, 2.5, 2.5",
        "-12.75, -12.75, -12.75",
        "99999.5, 99999.5, 99999.5",
        "0.001, 0.001, 0.001",
        "0.0001, 0.0001, 0.0001",
        "0.00012345, 0.00012345, 0.00012345",
        "0.00001, 1e-05, 1e-05",
        "-0.000012, -1.2e-05, -1.2e-05",
        "999999, 999999, 999999.0",
        "1000000, 1000000, 1e+06",
        "1027000, 1027000, 1.027e+06",
        "1234567, 1234567, 1.234567e+06",
        "1234567.5, 1.2345675e+06, 1.2345675e+06",
        "999999.5, 999999.5, 999999.5",
        "1e7, 10000000, 1e+07",
        "1e8, 100000000, 1e+08",
        "17560473, 17560473, 1.7560473e+07",
        "1e22, 1e+22, 1e+22",
        "1e23, 1e+23, 1e+23",
        "1.0000000000000001e23, 1.0000000000000001e+23, 1.0000000000000001e+23",
        "2e23, 2e+23, 2e+23",
        "1e100, 1e+100, 1e+100",
        "5e-324, 5e-324, 5e-324",
        "1e-323, 1e-323, 1e-323",
        "-5e-324, -5e-324, -5e-324",
        "5.6843418860808015e-14, 5.684341886080802e-14, 5.684341886080802e-14",
        "2.2250738585072014e-308, 2.2250738585072014e-308, 2.2250738585072014e-308",
        "2.225073858507201e-308, 2.225073858507201e-308, 2.225073858507201e-308",
        "1.7976931348623157e308, 1.7976931348623157e+308, 1.7976931348623157e+308",
        "9007199254740991, 9007199254740991, 9.007199254740991e+15",
        "-9007199254740991, -9007199254740991, -9.007199254740991e+15",
        "9007199254740992, 9.007199254740992e+15, 9.007199254740992e+15",
        "-9007199254740992, -9.007199254740992e+15, -9.007199254740992e+15",
        "9223372036854775807, 9.223372036854776e+18, 9.223372036854776e+18",
        "-9223372036854775808, -9.223372036854776e+18, -9.223372036854776e+18",
        "NaN, NaN, NaN",
        "Infinity, +Inf, +Inf",
        "-Infinity, -Inf, -Inf",
    })
    void valuesAndBoundsAreSpelledAsTheServerSpellsThem(double number, String value, String bound) {
        assertThat(value(number)).isEqualTo(value);
        assertThat(bound(number)).isEqualTo(bound);
    }

    @Test
    void aNotANumberOfAnyBitPatternIsSpelledTheSame() {
        assertThat(value(Double.longBitsToDouble(0xFFF0_0000_0000_0001L))).isEqualTo("NaN");
        assertThat(bound(Double.longBitsToDouble(0x7FF0_0000_0000_0002L))).isEqualTo("NaN");
    }

    @Test
    void nothingSpelledIsLongerThanTheRoomAskedFor() {
        assertThat("-2.2250738585072014e-308").hasSize(DoubleFormat.MAX_LENGTH);
        assertThat(bound(-Double.MIN_NORMAL)).hasSize(DoubleFormat.MAX_LENGTH);
    }

    @Test
    void powersOfTwoAndTheirNeighboursAreSpelledAsTheReferenceDoes() {
        IntStream.rangeClosed(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT)
                .mapToDouble(exponent -> Math.scalb(1.0, exponent))
                .flatMap(DoubleFormatTests::withNeighbours)
                .forEach(DoubleFormatTests::assertSpelledAsTheReferenceDoes);
    }

    @Test
    void powersOfTenAndTheirNeighboursAreSpelledAsTheReferenceDoes() {
        IntStream.rangeClosed(-323, 308)
                .mapToDouble(exponent -> Double.parseDouble("1e" + exponent))
                .flatMap(DoubleFormatTests::withNeighbours)
                .forEach(DoubleFormatTests::assertSpelledAsTheReferenceDoes);
    }

    @Test
    void theSmallestSubnormalsAreSpelledAsTheReferenceDoes() {
        for (long bits = 1; bits <= 2_000; bits++) {
            assertSpelledAsTheReferenceDoes(Double.longBitsToDouble(bits));
        }
    }

    @Property(tries = TRIES)
    void anyBitPatternIsSpelledAsTheReferenceDoes(@ForAll("bitPatterns") long bits) {
        assertSpelledAsTheReferenceDoes(Double.longBitsToDouble(bits));
    }

    @Property(tries = TRIES)
    void subnormalsAreSpelledAsTheReferenceDoes(@ForAll @LongRange(min = 1, max = (1L << 52) - 1) long bits) {
        assertSpelledAsTheReferenceDoes(Double.longBitsToDouble(bits));
    }

    @Property(tries = TRIES)
    void decimalFractionsAreSpelledAsTheReferenceDoes(
            @ForAll @LongRange(min = -999_999_999_999L, max = 999_999_999_999L) long thousandths) {
        assertSpelledAsTheReferenceDoes(thousandths / 1000.0);
    }

    @Property(tries = TRIES)
    void wholeValuesAreSpelledAsTheReferenceDoes(@ForAll @LongRange(min = -(1L << 54), max = 1L << 54) long whole) {
        assertSpelledAsTheReferenceDoes(whole);
    }

    @Property(tries = TRIES)
    void aSpellingReadsBackAsTheSameDouble(@ForAll("bitPatterns") long bits) {
        double number = Double.longBitsToDouble(bits);
        Assume.that(Double.isFinite(number));

        assertThat(Double.doubleToRawLongBits(Double.parseDouble(value(number))))
                .isEqualTo(bits);
        assertThat(Double.parseDouble(bound(number))).isEqualTo(number);
    }

    @Property(tries = TRIES)
    void noDecimalWithOneDigitLessReadsBackAsTheSameDouble(@ForAll("bitPatterns") long bits) {
        double number = Math.abs(Double.longBitsToDouble(bits));
        Assume.that(Double.isFinite(number) && number != 0);
        int digits = new BigDecimal(bound(number)).stripTrailingZeros().precision();
        Assume.that(digits > 1);

        assertThat(ReferenceFormat.closest(number, digits - 1)).isEmpty();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_19) // before, Double.toString was not always shortest (JDK-4511638)
    void digitsAreThoseOfTheJdk() {
        Random random = new Random(19);
        for (int i = 0; i < 100_000; i++) {
            double number = Math.abs(Double.longBitsToDouble(random.nextLong()));
            if (Double.isFinite(number) && number >= Double.MIN_NORMAL) {
                assertThat(new BigDecimal(bound(number)).stripTrailingZeros())
                        .isEqualTo(new BigDecimal(Double.toString(number)).stripTrailingZeros());
            }
        }
    }

    @Property(tries = TRIES)
    void precomputedBoundsAreThoseThatAreWritten(@ForAll("bitPatterns") long bits) {
        double number = Double.longBitsToDouble(bits);

        assertThat(DoubleFormat.boundText(number)).isEqualTo(bound(number));
    }

    /** Every bit pattern is as likely as any other; jqwik's own preference for small numbers would mean subnormals. */
    @Provide
    Arbitrary<Long> bitPatterns() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform());
    }

    private static DoubleStream withNeighbours(double number) {
        return DoubleStream.of(Math.nextDown(number), number, Math.nextUp(number));
    }

    private static void assertSpelledAsTheReferenceDoes(double number) {
        assertThat(value(number)).isEqualTo(ReferenceFormat.value(number));
        assertThat(bound(number)).isEqualTo(ReferenceFormat.bound(number));
    }

    private static String value(double number) {
        byte[] target = new byte[DoubleFormat.ROOM];
        return new String(target, 0, new DoubleFormat().value(number, target, 0), StandardCharsets.US_ASCII);
    }

    private static String bound(double number) {
        byte[] target = new byte[DoubleFormat.ROOM];
        return new String(target, 0, new DoubleFormat().bound(number, target, 0), StandardCharsets.US_ASCII);
    }
}
