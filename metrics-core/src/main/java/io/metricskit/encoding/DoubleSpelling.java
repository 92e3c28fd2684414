package io.metricskit.encoding;

/**
 * Doubles in ASCII, as sample values and as bounds ({@code le} and {@code quantile} labels) spell them.
 *
 * <p>Both use the shortest digits that read back as the same double, and the exponent form {@code d.ddde+XX} where the
 * decimal exponent of the first digit is below -4 or at least 6: the rule of Go's
 * {@code strconv.AppendFloat(b, v, 'g', -1, 64)}, which the Prometheus server spells with, too. A bound without point
 * and exponent gets {@code .0} appended, the canonical numbers of OpenMetrics 1.0.
 *
 * <p>An instance is reused and allocates nothing, except once per power of ten and process; it is not thread-safe. The
 * target must have room for {@link #ROOM} bytes; all methods return the index after what they wrote.
 */
final class DoubleSpelling {

    /** The length of the longest spelling, such as {@code -2.2250738585072014e-308}. */
    static final int MAX_LENGTH = 24;

    /** The room that a spelling needs while it is written. */
    static final int ROOM = MAX_LENGTH + DecimalDigits.SCRATCH;

    /** From 2^53 on, not every whole number is a double and trailing digits would be made up. */
    private static final long WHOLE_LIMIT = 1L << 53;

    private static final int MIN_PLAIN_EXPONENT = -4;
    private static final int MAX_PLAIN_EXPONENT = 5;

    private final ShortestDecimal shortest = new ShortestDecimal();

    /** Spells a sample value: whole values below 2^53 in plain digits, {@code -0} for negative zero. */
    int value(double value, byte[] target, int at) {
        long whole = (long) value;
        if (whole != value || whole >= WHOLE_LIMIT || whole <= -WHOLE_LIMIT) {
            return bound(value, target, at);
        }
        if (whole == 0 && Double.doubleToRawLongBits(value) != 0) {
            target[at] = '-';
            target[at + 1] = '0';
            return at + 2;
        }
        return DecimalDigits.signed(whole, target, at);
    }

    /** Spells a bound: as {@link #value}, but always with point or exponent, and {@code 0.0} for negative zero. */
    int bound(double bound, byte[] target, int at) {
        if (Double.isNaN(bound)) {
            return word('N', 'a', 'N', target, at);
        }
        int start = at;
        if (bound < 0) {
            target[start++] = '-';
        }
        double magnitude = Math.abs(bound);
        if (magnitude == Double.POSITIVE_INFINITY) {
            if (bound > 0) {
                target[start++] = '+';
            }
            return word('I', 'n', 'f', target, start);
        }
        if (magnitude == 0) {
            return word('0', '.', '0', target, start);
        }
        shortest.compute(magnitude);
        long digits = shortest.digits();
        int count = DecimalDigits.count(digits);
        int exponent = shortest.exponent() + count - 1;
        if (exponent < MIN_PLAIN_EXPONENT || exponent > MAX_PLAIN_EXPONENT) {
            return scientific(digits, count, exponent, target, start);
        }
        return exponent < 0
                ? fraction(digits, exponent, target, start)
                : pointed(digits, count, exponent, target, start);
    }

    /** Writes {@code d[.ddd]e±XX}. */
    private static int scientific(long digits, int count, int exponent, byte[] target, int at) {
        int end = at + 1;
        if (count == 1) {
            target[at] = (byte) ('0' + digits);
        } else {
            end = withPointAfter(1, digits, target, at);
        }
        target[end++] = 'e';
        target[end++] = (byte) (exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            target[end++] = '0';
        }
        return DecimalDigits.write(magnitude, target, end);
    }

    /** Writes {@code 0.000ddd}, for an exponent below zero. */
    private static int fraction(long digits, int exponent, byte[] target, int at) {
        int end = at;
        target[end++] = '0';
        target[end++] = '.';
        for (int zeros = -1 - exponent; zeros > 0; zeros--) {
            target[end++] = '0';
        }
        return DecimalDigits.write(digits, target, end);
    }

    /** Writes {@code dd.ddd}, {@code dd.0} or {@code dd000.0}, for an exponent that is not below zero. */
    private static int pointed(long digits, int count, int exponent, byte[] target, int at) {
        int whole = exponent + 1;
        if (count > whole) {
            return withPointAfter(whole, digits, target, at);
        }
        int end = DecimalDigits.write(digits, target, at);
        for (int zeros = whole - count; zeros > 0; zeros--) {
            target[end++] = '0';
        }
        target[end++] = '.';
        target[end++] = '0';
        return end;
    }

    /** Writes the digits, more than {@code whole} of them, with a point after that many. */
    private static int withPointAfter(int whole, long digits, byte[] target, int at) {
        int end = DecimalDigits.write(digits, target, at + 1);
        for (int i = at; i < at + whole; i++) {
            target[i] = target[i + 1];
        }
        target[at + whole] = '.';
        return end;
    }

    private static int word(char first, char second, char third, byte[] target, int at) {
        target[at] = (byte) first;
        target[at + 1] = (byte) second;
        target[at + 2] = (byte) third;
        return at + 3;
    }
}
