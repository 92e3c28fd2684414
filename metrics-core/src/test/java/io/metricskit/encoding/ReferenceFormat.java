package io.metricskit.encoding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** The spelling of bounds, done slowly and exactly, by trying decimals of one digit, then of two, and so on. */
final class ReferenceFormat {

    private static final int MAX_DIGITS = 17;

    private ReferenceFormat() {}

    static String value(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 0x1p53) {
            String whole = new BigDecimal(value).toBigIntegerExact().toString();
            return Double.doubleToRawLongBits(value) == Long.MIN_VALUE ? "-0" : whole;
        }
        return bound(value);
    }

    static String bound(double bound) {
        if (Double.isNaN(bound)) {
            return "NaN";
        }
        if (Double.isInfinite(bound)) {
            return bound > 0 ? "+Inf" : "-Inf";
        }
        if (bound == 0) {
            return "0.0";
        }
        return (bound < 0 ? "-" : "") + positive(shortest(Math.abs(bound)));
    }

    /** Returns the closest one of the shortest decimals that read back as a positive value. */
    static BigDecimal shortest(double value) {
        for (int digits = 1; digits <= MAX_DIGITS; digits++) {
            Optional<BigDecimal> closest = closest(value, digits);
            if (closest.isPresent()) {
                return closest.get().stripTrailingZeros();
            }
        }
        throw new AssertionError("no decimal of " + MAX_DIGITS + " digits reads back as " + value);
    }

    /** Returns the closest decimal of at most so many digits that reads back as a positive value, if there is one. */
    static Optional<BigDecimal> closest(double value, int digits) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
        BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
        boolean belowReadsBack = below.doubleValue() == value;
        boolean aboveReadsBack = above.doubleValue() == value;
        if (belowReadsBack && aboveReadsBack) {
            return Optional.of(closerOrEven(exact, below, above));
        }
        if (belowReadsBack) {
            return Optional.of(below);
        }
        return aboveReadsBack ? Optional.of(above) : Optional.empty();
    }

    private static BigDecimal closerOrEven(BigDecimal exact, BigDecimal below, BigDecimal above) {
        int order = exact.subtract(below).compareTo(above.subtract(exact));
        boolean belowIsEven = !below.unscaledValue().testBit(0);
        return order < 0 || order == 0 && belowIsEven ? below : above;
    }

    /** Go's exponent rule, and the point that OpenMetrics asks for. */
    private static String positive(BigDecimal decimal) {
        BigInteger digits = decimal.unscaledValue();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            String plain = decimal.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String text = digits.toString();
        String mantissa = text.length() == 1 ? text : text.charAt(0) + "." + text.substring(1);
        return mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
