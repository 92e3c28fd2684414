package io.metricskit.encoding;

import java.nio.charset.StandardCharsets;

/**
 * Doubles in ASCII, as sample values and as bounds ({@code le} and {@code quantile} labels) write them.
 *
 * <p>Both use the shortest digits that read back as the same double, and the exponent form {@code d.ddde+XX} where the
 * decimal exponent of the first digit is below -4 or at least 6: the rule of Go's
 * {@code strconv.AppendFloat(b, v, 'g', -1, 64)}, which the Prometheus server uses, too. A bound without point and
 * exponent gets {@code .0} appended, the canonical numbers of OpenMetrics 1.0.
 *
 * <p>An instance is reused and allocates nothing, except once per power of ten and process; it is not thread-safe. The
 * target must have room for {@link #ROOM} bytes; all methods return the index after what they wrote.
 */
final class DoubleFormat {
    /*
     * The digits stay in registers, one and twice eight, until they are stored at their place. Written first and moved
     * for the point afterwards, they would be read from memory across the stores that are still under way, which costs
     * as much as working them out.
     */

    /** The length of the longest number, such as {@code -2.2250738585072014e-308}. */
    static final int MAX_LENGTH = 24;

    /** The room that a number needs while it is written. */
    static final int ROOM = MAX_LENGTH + DecimalDigits.SCRATCH;

    /** From 2^53 on, not every whole number is a double and trailing digits would be made up. */
    private static final long WHOLE_LIMIT = 1L << 53;

    private static final int MIN_PLAIN_EXPONENT = -4;
    private static final int MAX_PLAIN_EXPONENT = 5;

    private final ShortestDecimal shortest = new ShortestDecimal();

    /** Returns a bound as {@link #bound} writes it, such as {@code 1.0}, {@code 100000.0} or {@code 1e+06}. */
    static String boundText(double bound) {
        byte[] target = new byte[ROOM];
        return new String(target, 0, new DoubleFormat().bound(bound, target, 0), StandardCharsets.US_ASCII);
    }

    /** Writes a sample value: whole values below 2^53 in plain digits, {@code -0} for negative zero. */
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

    /** Writes a bound: as {@link #value}, but always with point or exponent, and {@code 0.0} for negative zero. */
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
        return decimal(shortest.digits(), shortest.exponent(), target, start);
    }

    /** Writes a decimal of {@link ShortestDecimal#DIGITS} digits, less the zeros at their end. */
    private static int decimal(long digits, int exponent, byte[] target, int at) {
        int upperNine = (int) (digits / DecimalDigits.TEN_TO_THE_EIGHT);
        int first = upperNine / DecimalDigits.TEN_TO_THE_EIGHT;
        long middle = DecimalDigits.eightDigits(upperNine - first * DecimalDigits.TEN_TO_THE_EIGHT);
        long last = DecimalDigits.eightDigits((int) (digits - (long) upperNine * DecimalDigits.TEN_TO_THE_EIGHT));
        int count = 1 + (last == 0 ? DecimalDigits.significant(middle) : Long.BYTES + DecimalDigits.significant(last));
        if (exponent < MIN_PLAIN_EXPONENT || exponent > MAX_PLAIN_EXPONENT) {
            pointed(first, middle, last, 1, target, at);
            return exponent(exponent, target, count == 1 ? at + 1 : at + 1 + count);
        }
        if (exponent < 0) {
            return fraction(first, middle, last, exponent, target, at) + count;
        }
        int whole = exponent + 1;
        pointed(first, middle, last, whole, target, at);
        return at + Math.max(count, whole + 1) + 1;
    }

    /** Writes all digits, with a point behind so many of them, one to eight. */
    private static void pointed(int first, long middle, long last, int whole, byte[] target, int at) {
        target[at] = (byte) ('0' + first);
        DecimalDigits.put(middle, target, at + 1);
        target[at + whole] = '.';
        DecimalDigits.put(middle >>> Byte.SIZE * (whole - 1), target, at + whole + 1);
        DecimalDigits.put(last, target, at + 2 + Long.BYTES);
    }

    /** Writes {@code 0.000} and all digits, for an exponent of -8 to -1, and returns where the digits begin. */
    private static int fraction(int first, long middle, long last, int exponent, byte[] target, int at) {
        DecimalDigits.put(0, target, at);
        target[at + 1] = '.';
        int start = at + 1 - exponent;
        target[start] = (byte) ('0' + first);
        DecimalDigits.put(middle, target, start + 1);
        DecimalDigits.put(last, target, start + 1 + Long.BYTES);
        return start;
    }

    /** Writes {@code e+XX}. */
    private static int exponent(int exponent, byte[] target, int at) {
        int end = at;
        target[end++] = 'e';
        target[end++] = (byte) (exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            target[end++] = '0';
        }
        return DecimalDigits.write(magnitude, target, end);
    }

    private static int word(char first, char second, char third, byte[] target, int at) {
        target[at] = (byte) first;
        target[at + 1] = (byte) second;
        target[at + 2] = (byte) third;
        return at + 3;
    }
}
