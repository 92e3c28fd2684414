package io.metricskit.testkit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one spelling of each number, found by exact arithmetic: slow, and too plain to be wrong.
 *
 * <p>Values: whole numbers below 2<sup>53</sup>, and integer totals of any size, are plain digits; everything else is
 * Go's {@code strconv.AppendFloat(f, 'g', -1, 64)}. Bounds ({@code le}, {@code quantile}) are Go's spelling with
 * {@code .0} where there is neither point nor exponent, which OpenMetrics calls canonical.
 */
final class NumberSpelling {
    /** Every integer below it is a double of its own. */
    private static final double EXACT_INTEGERS = 0x1p53;

    private static final int DIGITS_ALWAYS_ENOUGH = 17;
    private static final Pattern LONG_DIGITS = Pattern.compile("-?[1-9]\\d{15,18}");

    private NumberSpelling() {}

    /** Whether {@code text}, which reads as {@code value}, is a sample value in its one spelling. */
    static boolean isValue(String text, double value) {
        boolean total =
                Math.abs(value) >= EXACT_INTEGERS && LONG_DIGITS.matcher(text).matches();
        return total || text.equals(value(value));
    }

    /** The spelling of a sample value that is not an integer total. */
    static String value(double value) {
        boolean wholeDigits = value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS && !isNegativeZero(value);
        return wholeDigits ? Long.toString((long) value) : go(value);
    }

    /** The spelling of {@code le} and {@code quantile}; negative zero is the bound 0. */
    static String bound(double value) {
        String spelling = go(value + 0.0);
        boolean integral = Double.isFinite(value) && spelling.indexOf('.') < 0 && spelling.indexOf('e') < 0;
        return integral ? spelling + ".0" : spelling;
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && 1 / value < 0;
    }

    private static String go(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return isNegativeZero(value) ? "-0" : "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        int exponent = shortest.precision() - shortest.scale() - 1;
        String sign = value < 0 ? "-" : "";
        return sign + (exponent < -4 || exponent >= 6 ? scientific(shortest, exponent) : shortest.toPlainString());
    }

    private static String scientific(BigDecimal number, int exponent) {
        String digits = number.unscaledValue().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** The decimal of fewest digits that reads back as {@code value}; of several the nearest to it, of two such the even. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        // A decimal that reads back still does with a zero appended, so that the number of digits can be bisected.
        int tooFew = 0;
        int enough = DIGITS_ALWAYS_ENOUGH;
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) >>> 1;
            if (readingBack(exact, value, middle).findAny().isPresent()) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return readingBack(exact, value, enough)
                .min(Comparator.<BigDecimal, BigDecimal>comparing(
                                decimal -> decimal.subtract(exact).abs())
                        .thenComparing(decimal -> decimal.unscaledValue().testBit(0)))
                .orElseThrow()
                .stripTrailingZeros();
    }

    private static Stream<BigDecimal> readingBack(BigDecimal exact, double value, int digits) {
        return Stream.of(RoundingMode.DOWN, RoundingMode.UP)
                .map(mode -> exact.round(new MathContext(digits, mode)))
                .filter(decimal -> Double.parseDouble(decimal.toString()) == value);
    }
}
